CREATE TABLE "values" AS
SELECT "cluster",
  count(DISTINCT "user ""x""")::DOUBLE AS "user ""x"""
FROM "labelled"
WHERE "cluster" IS NOT NULL
GROUP BY "cluster"
ORDER BY "cluster" < 0, "cluster";
