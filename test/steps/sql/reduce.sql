SELECT "session_id", "n", "users"
FROM "scaled"
ORDER BY "session_id"
-- then PCA, 2 components: the directions in which the rows differ most, each at right angles to those before
