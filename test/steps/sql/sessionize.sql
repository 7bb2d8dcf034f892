CREATE TABLE "sessions.clashes" AS
WITH shared AS (SELECT key FROM (SELECT hash(e."user ""x""") AS key FROM (SELECT DISTINCT "user ""x""" FROM "clicks") AS e)
  GROUP BY key HAVING count(*) > 1)
SELECT *, row_number() OVER () AS clash
FROM (SELECT DISTINCT hash(e."user ""x""") AS key, e."user ""x""" AS "key 0" FROM "clicks" AS e WHERE hash(e."user ""x""") IN (FROM shared));

CREATE TABLE "sessions.ordered" AS
SELECT e."_row", hash(e."user ""x""") AS key, coalesce(c.clash, 0) AS clash, epoch_us(e."time") AS micros
FROM "clicks" AS e LEFT JOIN "sessions.clashes" AS c ON c.key = hash(e."user ""x""") AND e."user ""x""" IS NOT DISTINCT FROM c."key 0"
WHERE e."time" IS NOT NULL AND e."user ""x""" IS NOT NULL
ORDER BY key, clash, micros, e."_row";

CREATE TABLE "sessions.runs" AS
WITH gaps AS (SELECT "_row", micros, CASE WHEN key = lag(key) OVER () AND clash = lag(clash) OVER ()
    THEN (micros - lag(micros) OVER ()) / 1e6::DOUBLE END AS gap FROM "sessions.ordered"),
  starts AS (SELECT *, CASE WHEN gap IS NULL OR gap > 0.5::DOUBLE THEN 1 ELSE 0 END AS start FROM gaps)
SELECT "_row", micros, gap, sum(start) OVER (ROWS UNBOUNDED PRECEDING)::INTEGER AS run FROM starts;

DROP TABLE "sessions.ordered";

CREATE TABLE "sessions.ids" AS
SELECT run, events, (row_number() OVER () - 1)::INTEGER AS "session_id"
FROM (SELECT run, count(*)::INTEGER AS events FROM "sessions.runs" GROUP BY run ORDER BY min(micros), min("_row"));

CREATE TABLE "sessions.rows" AS
SELECT "session_id", gap AS "gapSeconds", events AS "sessionEvents"
FROM (SELECT "_row", "session_id", gap, events FROM "sessions.runs" JOIN "sessions.ids" USING (run)
UNION ALL SELECT e."_row", NULL, NULL, NULL FROM "clicks" AS e WHERE (e."time" IS NOT NULL AND e."user ""x""" IS NOT NULL) IS NOT TRUE)
ORDER BY "_row";

CREATE VIEW "sessions" AS
SELECT e.*, s."session_id", s."gapSeconds", s."sessionEvents"
FROM "clicks" AS e POSITIONAL JOIN "sessions.rows" AS s;
