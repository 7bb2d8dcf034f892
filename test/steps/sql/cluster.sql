SELECT "session_id", "n", "users"
FROM "scaled"
ORDER BY "session_id"
-- then DBSCAN, eps 0.4, minPts 2: neighbours where the distance is at most eps
