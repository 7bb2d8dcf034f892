CREATE TABLE "scaled" AS
SELECT f."session_id",
  (f."n"::DOUBLE - s."shift 0") / s."range 0" AS "n",
  (f."users"::DOUBLE - s."shift 1") / s."range 1" AS "users"
FROM "features" AS f,
  (SELECT favg("n"::DOUBLE) AS "shift 0",
    coalesce(nullif(CASE WHEN min("n"::DOUBLE) = max("n"::DOUBLE) THEN 0 ELSE stddev_pop("n"::DOUBLE) END, 0), 1)::DOUBLE AS "range 0",
    favg("users"::DOUBLE) AS "shift 1",
    coalesce(nullif(CASE WHEN min("users"::DOUBLE) = max("users"::DOUBLE) THEN 0 ELSE stddev_pop("users"::DOUBLE) END, 0), 1)::DOUBLE AS "range 1" FROM "features") AS s
ORDER BY f."session_id";

CREATE TABLE "robust" AS
SELECT f."session_id",
  (f."n"::DOUBLE - s."shift 0") / s."range 0" AS "n"
FROM "features" AS f,
  (SELECT quantile_cont("n"::DOUBLE, 0.5) AS "shift 0",
    coalesce(nullif(quantile_cont("n"::DOUBLE, 0.75) - quantile_cont("n"::DOUBLE, 0.25), 0), 1)::DOUBLE AS "range 0" FROM "features") AS s
ORDER BY f."session_id";

CREATE TABLE "log1p" AS
SELECT f."session_id",
  CASE WHEN f."n"::DOUBLE > -1 THEN ln(1::DOUBLE + f."n"::DOUBLE) END AS "n"
FROM "features" AS f,
  (SELECT max(0::DOUBLE) AS "shift 0",
    coalesce(nullif(max(1::DOUBLE), 0), 1)::DOUBLE AS "range 0" FROM "features") AS s
ORDER BY f."session_id";

CREATE TABLE "whole.clashes" AS
WITH shared AS (SELECT key FROM (SELECT hash(e."time", e."user ""x""") AS key FROM (SELECT DISTINCT "time", "user ""x""" FROM "clicks") AS e)
  GROUP BY key HAVING count(*) > 1)
SELECT *, row_number() OVER () AS clash
FROM (SELECT DISTINCT hash(e."time", e."user ""x""") AS key, e."time" AS "key 0", e."user ""x""" AS "key 1" FROM "clicks" AS e WHERE hash(e."time", e."user ""x""") IN (FROM shared));

CREATE TABLE "whole.ordered" AS
SELECT e."_row", hash(e."time", e."user ""x""") AS key, coalesce(c.clash, 0) AS clash, epoch_us(e."time") AS micros
FROM "clicks" AS e LEFT JOIN "whole.clashes" AS c ON c.key = hash(e."time", e."user ""x""") AND e."time" IS NOT DISTINCT FROM c."key 0" AND e."user ""x""" IS NOT DISTINCT FROM c."key 1"
WHERE e."time" IS NOT NULL
ORDER BY key, clash, micros, e."_row";

CREATE TABLE "whole.runs" AS
WITH gaps AS (SELECT "_row", micros, CASE WHEN key = lag(key) OVER () AND clash = lag(clash) OVER ()
    THEN (micros - lag(micros) OVER ()) / 1e6::DOUBLE END AS gap FROM "whole.ordered"),
  starts AS (SELECT *, CASE WHEN gap IS NULL OR false THEN 1 ELSE 0 END AS start FROM gaps)
SELECT "_row", micros, gap, sum(start) OVER (ROWS UNBOUNDED PRECEDING)::INTEGER AS run FROM starts;

DROP TABLE "whole.ordered";

CREATE TABLE "whole.ids" AS
SELECT run, events, (row_number() OVER () - 1)::INTEGER AS "session_id"
FROM (SELECT run, count(*)::INTEGER AS events FROM "whole.runs" GROUP BY run ORDER BY min(micros), min("_row"));

CREATE TABLE "whole.rows" AS
SELECT "session_id", gap AS "gapSeconds", events AS "sessionEvents"
FROM (SELECT "_row", "session_id", gap, events FROM "whole.runs" JOIN "whole.ids" USING (run)
UNION ALL SELECT e."_row", NULL, NULL, NULL FROM "clicks" AS e WHERE (e."time" IS NOT NULL) IS NOT TRUE)
ORDER BY "_row";

CREATE VIEW "whole" AS
SELECT e.*, s."session_id", s."gapSeconds", s."sessionEvents"
FROM "clicks" AS e POSITIONAL JOIN "whole.rows" AS s;

CREATE TABLE "reputation" AS
WITH verdicts AS (SELECT "cluster", CASE WHEN "cluster" < 0 THEN true ELSE CASE "cluster" WHEN 1 THEN false WHEN 2 THEN true ELSE row_number() OVER (ORDER BY "cluster" < 0, n DESC, "cluster") > 1 END END AS suspect
  FROM (SELECT "cluster", count(*) AS n FROM "labelled" WHERE "cluster" IS NOT NULL GROUP BY "cluster")),
events AS (SELECT e."user ""x""" AS "key 0", e."session_id" AS session,
    coalesce(v.suspect, false) AS suspect, count(*) AS n
  FROM "labelled" AS e LEFT JOIN verdicts AS v ON e."cluster" = v."cluster" GROUP BY ALL),
counts AS (SELECT "key 0", sum(n)::DOUBLE AS n, coalesce(sum(n) FILTER (WHERE suspect), 0)::DOUBLE AS k,
  count(session)::DOUBLE AS sessions, (count(session) FILTER (WHERE suspect))::DOUBLE AS suspect_sessions FROM events GROUP BY "key 0")
SELECT "key 0" AS "user ""x""", n AS total_events, k AS suspect_events, k / n AS score,
  (k + 3.8414588206941254e0 / 2) / (n + 3.8414588206941254e0) - 1.959963984540054e0 * sqrt(k * (n - k) / n + 3.8414588206941254e0 / 4) / (n + 3.8414588206941254e0) AS score_low, (k + 3.8414588206941254e0 / 2) / (n + 3.8414588206941254e0) + 1.959963984540054e0 * sqrt(k * (n - k) / n + 3.8414588206941254e0 / 4) / (n + 3.8414588206941254e0) AS score_high,
  sessions AS total_sessions, suspect_sessions, suspect_sessions / nullif(sessions, 0) AS score_sessions
FROM counts
ORDER BY score DESC, total_events DESC, "key 0" NULLS LAST;
