CREATE VIEW "log" AS
SELECT "_row", "user ""x""", "time", "cluster" AS "cluster_2"
FROM "input events";
