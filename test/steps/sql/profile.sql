CREATE TABLE "profile" AS
(WITH counts AS MATERIALIZED (SELECT "user ""x""" AS v, count(*) AS n FROM "clicks" GROUP BY ALL), summary AS (SELECT coalesce(sum(n), 0)::DOUBLE AS "rows", coalesce(sum(n) FILTER (WHERE v IS NULL), 0)::DOUBLE AS nulls,
    count(v)::DOUBLE AS "distinct", min(v) AS least, max(v) AS most, max(n) FILTER (WHERE v IS NOT NULL) AS freq FROM counts), moments AS (SELECT NULL::DOUBLE AS mean, NULL::DOUBLE AS std, NULL::DOUBLE[] AS q)
SELECT 'user "x"' AS "column", 'text' AS "type", "rows", nulls, "distinct", least::VARCHAR AS "min", most::VARCHAR AS "max",
  (SELECT min(v) FROM counts, summary WHERE n = freq)::VARCHAR AS top, freq::DOUBLE AS freq,
  mean, std, q[1] AS q25, q[2] AS median, q[3] AS q75 FROM summary, moments)
UNION ALL
(WITH counts AS MATERIALIZED (SELECT "time" AS v, count(*) AS n FROM "clicks" GROUP BY ALL), summary AS (SELECT coalesce(sum(n), 0)::DOUBLE AS "rows", coalesce(sum(n) FILTER (WHERE v IS NULL), 0)::DOUBLE AS nulls,
    count(v)::DOUBLE AS "distinct", min(v) AS least, max(v) AS most, max(n) FILTER (WHERE v IS NOT NULL) AS freq FROM counts), moments AS (SELECT NULL::DOUBLE AS mean, NULL::DOUBLE AS std, NULL::DOUBLE[] AS q)
SELECT 'time' AS "column", 'timestamp' AS "type", "rows", nulls, "distinct", least::VARCHAR AS "min", most::VARCHAR AS "max",
  (SELECT min(v) FROM counts, summary WHERE n = freq)::VARCHAR AS top, freq::DOUBLE AS freq,
  mean, std, q[1] AS q25, q[2] AS median, q[3] AS q75 FROM summary, moments)
UNION ALL
(WITH counts AS MATERIALIZED (SELECT "cluster_2" AS v, count(*) AS n FROM "clicks" GROUP BY ALL), summary AS (SELECT coalesce(sum(n), 0)::DOUBLE AS "rows", coalesce(sum(n) FILTER (WHERE v IS NULL), 0)::DOUBLE AS nulls,
    count(v)::DOUBLE AS "distinct", min(v) AS least, max(v) AS most, max(n) FILTER (WHERE v IS NOT NULL) AS freq FROM counts), moments AS (SELECT (SELECT favg("cluster_2"::DOUBLE) FROM "clicks") AS mean, (SELECT sqrt(fsum(d * d) / nullif(count(d) - 1, 0)) FROM (SELECT "cluster_2"::DOUBLE - (SELECT favg("cluster_2"::DOUBLE) FROM "clicks") AS d FROM "clicks")) AS std, (SELECT quantile_cont("cluster_2"::DOUBLE, [0.25, 0.5, 0.75]) FROM "clicks") AS q)
SELECT 'cluster_2' AS "column", 'integer' AS "type", "rows", nulls, "distinct", least::VARCHAR AS "min", most::VARCHAR AS "max",
  (SELECT min(v) FROM counts, summary WHERE n = freq)::VARCHAR AS top, freq::DOUBLE AS freq,
  mean, std, q[1] AS q25, q[2] AS median, q[3] AS q75 FROM summary, moments)
UNION ALL
(WITH counts AS MATERIALIZED (SELECT "hours" AS v, count(*) AS n FROM "clicks" GROUP BY ALL), summary AS (SELECT coalesce(sum(n), 0)::DOUBLE AS "rows", coalesce(sum(n) FILTER (WHERE v IS NULL), 0)::DOUBLE AS nulls,
    count(v)::DOUBLE AS "distinct", min(v) AS least, max(v) AS most, max(n) FILTER (WHERE v IS NOT NULL) AS freq FROM counts), moments AS (SELECT (SELECT favg("hours"::DOUBLE) FROM "clicks") AS mean, (SELECT sqrt(fsum(d * d) / nullif(count(d) - 1, 0)) FROM (SELECT "hours"::DOUBLE - (SELECT favg("hours"::DOUBLE) FROM "clicks") AS d FROM "clicks")) AS std, (SELECT quantile_cont("hours"::DOUBLE, [0.25, 0.5, 0.75]) FROM "clicks") AS q)
SELECT 'hours' AS "column", 'number' AS "type", "rows", nulls, "distinct", least::VARCHAR AS "min", most::VARCHAR AS "max",
  (SELECT min(v) FROM counts, summary WHERE n = freq)::VARCHAR AS top, freq::DOUBLE AS freq,
  mean, std, q[1] AS q25, q[2] AS median, q[3] AS q75 FROM summary, moments);
