CREATE TABLE "statistics" AS
SELECT 'n' AS feature, count("n"::DOUBLE)::DOUBLE AS "count", (count(*) - count("n"::DOUBLE))::DOUBLE AS nulls, count(DISTINCT "n"::DOUBLE)::DOUBLE AS "distinct",
  favg("n"::DOUBLE) AS mean, stddev_samp("n"::DOUBLE) AS std, min("n"::DOUBLE) AS "min", quantile_cont("n"::DOUBLE, 0.25) AS q25, quantile_cont("n"::DOUBLE, 0.5) AS median, quantile_cont("n"::DOUBLE, 0.75) AS q75, max("n"::DOUBLE) AS "max"
FROM "features";
