CREATE TABLE "scaled" AS
SELECT f."session_id",
  f."n"::DOUBLE * (1::DOUBLE / s."range 0") + (0::DOUBLE - s."shift 0" * (1::DOUBLE / s."range 0")) AS "n",
  f."users"::DOUBLE * (1::DOUBLE / s."range 1") + (0::DOUBLE - s."shift 1" * (1::DOUBLE / s."range 1")) AS "users"
FROM "features" AS f,
  (SELECT min("n"::DOUBLE) AS "shift 0",
    coalesce(nullif(max("n"::DOUBLE) - min("n"::DOUBLE), 0), 1)::DOUBLE AS "range 0",
    min("users"::DOUBLE) AS "shift 1",
    coalesce(nullif(max("users"::DOUBLE) - min("users"::DOUBLE), 0), 1)::DOUBLE AS "range 1" FROM "features") AS s
ORDER BY f."session_id";
