CREATE TABLE "features" AS
SELECT * FROM (
SELECT "session_id",
  "user ""x""",
  1::DOUBLE AS "n",
  ("user ""x""" IS NOT NULL)::DOUBLE AS "users",
  "user ""x""" AS "top",
  "hours"::DOUBLE AS "median"
FROM "sessions"
WHERE "sessionEvents" = 1
UNION ALL
SELECT "session_id",
  any_value("user ""x""") AS "user ""x""",
  count(*)::DOUBLE AS "n",
  count(DISTINCT "user ""x""")::DOUBLE AS "users",
  list_sort(map_keys(map_from_entries(list_filter(map_entries(histogram("user ""x""")), entry -> entry.value = list_max(map_values(histogram("user ""x""")))))))[1] AS "top",
  quantile_cont("hours"::DOUBLE, 0.5::DOUBLE) AS "median"
FROM "sessions"
WHERE "sessionEvents" > 1
GROUP BY "session_id")
ORDER BY "session_id";
