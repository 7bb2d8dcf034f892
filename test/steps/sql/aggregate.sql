CREATE TABLE "features" AS
SELECT "session_id",
  any_value("user ""x""") AS "user ""x""",
  count(*)::DOUBLE AS "n",
  CASE WHEN max("sessionEvents") > 1 THEN count(DISTINCT "user ""x""") FILTER (WHERE "sessionEvents" > 1) ELSE least(count("user ""x"""), 1) END::DOUBLE AS "users",
  list_sort(map_keys(map_from_entries(list_filter(map_entries(histogram("user ""x""")), entry -> entry.value = list_max(map_values(histogram("user ""x""")))))))[1] AS "top",
  quantile_cont("hours"::DOUBLE, 0.5::DOUBLE) AS "median"
FROM "sessions"
WHERE "session_id" IS NOT NULL
GROUP BY "session_id"
ORDER BY "session_id";
