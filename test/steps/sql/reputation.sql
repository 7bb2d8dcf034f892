CREATE TABLE "reputation" AS
WITH verdicts AS (SELECT "cluster", CASE WHEN "cluster" < 0 THEN false ELSE row_number() OVER (ORDER BY "cluster" < 0, n DESC, "cluster") > 1 END AS suspect
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
