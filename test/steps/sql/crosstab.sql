CREATE TABLE "pivot" AS
SELECT "user ""x""", "cluster", count(*)::DOUBLE AS n
FROM "labelled"
GROUP BY ALL
ORDER BY "user ""x""", "cluster";
