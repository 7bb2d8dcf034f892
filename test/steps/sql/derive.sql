CREATE VIEW "clicks" AS
SELECT *, (((epoch_us("time") - epoch_us("time")) / 1e6::DOUBLE)::DOUBLE / nullif(3600::DOUBLE::DOUBLE, 0)) AS "hours"
FROM (SELECT * REPLACE (coalesce("user ""x""", 'it''s unknown') AS "user ""x""")
FROM "log");
