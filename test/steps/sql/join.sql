CREATE TABLE "joined.numbered" AS
SELECT (row_number() OVER () - 1)::INTEGER AS "match", "user ""x""" AS "key 0", "n" AS "value 0" FROM "features";

-- must give no row:
SELECT count(*) OVER () AS keys, n, "key 0"::VARCHAR
FROM (SELECT "key 0", count(*) AS n, sum(rows)::BIGINT AS rows FROM (SELECT "key 0", "value 0", count(*) AS rows FROM "joined.numbered" WHERE "key 0" IS NOT NULL GROUP BY ALL) GROUP BY "key 0" HAVING count(*) > 1)
ORDER BY rows DESC, "key 0" LIMIT 1;

CREATE TABLE "joined.firsts" AS
SELECT "key 0", min("match") AS "match" FROM "joined.numbered" GROUP BY "key 0";

CREATE TABLE "joined.rows" AS
SELECT r."match", r."value 0"
FROM (SELECT row_number() OVER () AS place, "user ""x""" AS "key 0" FROM "clicks") AS e LEFT JOIN "joined.firsts" AS f ON e."key 0" = f."key 0" LEFT JOIN "joined.numbered" AS r ON r."match" = f."match"
ORDER BY e.place;

CREATE VIEW "joined" AS
SELECT e.*, r."value 0" AS "clicks of ""x""", coalesce(r."match" >= 0, false) AS "counted"
FROM "clicks" AS e POSITIONAL JOIN "joined.rows" AS r;
