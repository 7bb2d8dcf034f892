CREATE TABLE "sessions.keys" AS
SELECT "user ""x""" AS "key 0", row_number() OVER () AS key
FROM (SELECT DISTINCT "user ""x""" FROM "clicks");

CREATE TABLE "sessions.ordered" AS
SELECT e."_row", k.key, epoch_us(e."time") AS micros
FROM "clicks" AS e JOIN "sessions.keys" AS k ON e."user ""x""" IS NOT DISTINCT FROM k."key 0"
WHERE e."time" IS NOT NULL AND e."user ""x""" IS NOT NULL
ORDER BY k.key, micros, e."_row";

DROP TABLE "sessions.keys";

CREATE TABLE "sessions.runs" AS
SELECT "_row", micros, CASE WHEN same THEN (micros - earlier) / 1e6::DOUBLE END AS gap,
  sum(CASE WHEN same AND NOT ((micros - earlier) / 1e6::DOUBLE > 0.5::DOUBLE) THEN 0 ELSE 1 END) OVER (ROWS UNBOUNDED PRECEDING)::BIGINT AS run
FROM (SELECT *, coalesce(key = lag(key) OVER (), false) AS same, lag(micros) OVER () AS earlier FROM "sessions.ordered");

DROP TABLE "sessions.ordered";

CREATE TABLE "sessions.ids" AS
SELECT run, (row_number() OVER (ORDER BY min(micros), min("_row")) - 1)::INTEGER AS "session_id" FROM "sessions.runs" GROUP BY run;

CREATE TABLE "sessions.rows" AS
SELECT i."session_id", r.gap AS "gapSeconds"
FROM (SELECT "_row" FROM "clicks") AS e LEFT JOIN "sessions.runs" AS r USING ("_row") LEFT JOIN "sessions.ids" AS i USING (run)
ORDER BY e."_row";

CREATE VIEW "sessions" AS
SELECT e.*, s."session_id", s."gapSeconds"
FROM "clicks" AS e POSITIONAL JOIN "sessions.rows" AS s;
