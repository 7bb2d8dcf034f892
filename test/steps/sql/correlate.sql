CREATE TABLE "correlation" AS
WITH pairs AS (SELECT CASE WHEN min("n") < max("n") THEN 1::DOUBLE END AS "r 0 0",
  CASE WHEN NOT isnan(corr("n"::DOUBLE, "users"::DOUBLE)) THEN least(1, greatest(-1, corr("n"::DOUBLE, "users"::DOUBLE)))::DOUBLE END AS "r 0 1",
  CASE WHEN min("users") < max("users") THEN 1::DOUBLE END AS "r 1 1"
FROM "features")
SELECT 'n' AS feature, "r 0 0" AS "n", "r 0 1" AS "users" FROM pairs
UNION ALL
SELECT 'users' AS feature, "r 0 1" AS "n", "r 1 1" AS "users" FROM pairs;
