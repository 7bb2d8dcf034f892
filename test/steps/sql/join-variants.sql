CREATE TABLE "tagged.numbered" AS
SELECT (row_number() OVER () - 1)::INTEGER AS "match", "prefix" AS "key 0", "provider" AS "value 0", "prefix" AS "value 1" FROM "other";

CREATE TABLE "tagged.addresses" AS
SELECT DISTINCT "ip" AS address FROM "events" WHERE "ip" IS NOT NULL;

-- the place of the narrowest range among
SELECT "key 0" FROM "tagged.numbered";
-- that holds each address of
SELECT address FROM "tagged.addresses";
-- goes into "tagged.places": null for none, -1 where it is no address

CREATE TABLE "tagged.rows" AS
SELECT p.place AS "match", r."value 0", r."value 1"
FROM (SELECT row_number() OVER () AS place, "ip" AS "key 0" FROM "events") AS e LEFT JOIN (FROM "tagged.addresses" POSITIONAL JOIN "tagged.places") AS p ON e."key 0" = p.address LEFT JOIN "tagged.numbered" AS r ON r."match" = p.place
ORDER BY e.place;

DROP TABLE "tagged.places";

CREATE VIEW "tagged" AS
SELECT e.*, r."value 0" AS "cloud", r."value 1" AS "range"
FROM "events" AS e POSITIONAL JOIN "tagged.rows" AS r;

CREATE TABLE "listed.numbered" AS
SELECT (row_number() OVER () - 1)::INTEGER AS "match", "prefix" AS "key 0", "prefix" AS "key 1" FROM "other";

CREATE TABLE "listed.addresses" AS
SELECT DISTINCT "ip" AS address FROM "events" WHERE "ip" IS NOT NULL;

-- the place of the narrowest range among
SELECT "key 0", "key 1" FROM "listed.numbered";
-- that holds each address of
SELECT address FROM "listed.addresses";
-- goes into "listed.places": null for none, -1 where it is no address

CREATE TABLE "listed.rows" AS
SELECT p.place AS "match"
FROM (SELECT row_number() OVER () AS place, "ip" AS "key 0" FROM "events") AS e LEFT JOIN (FROM "listed.addresses" POSITIONAL JOIN "listed.places") AS p ON e."key 0" = p.address LEFT JOIN "listed.numbered" AS r ON r."match" = p.place
ORDER BY e.place;

DROP TABLE "listed.places";

CREATE VIEW "listed" AS
SELECT e.*
FROM "events" AS e POSITIONAL JOIN "listed.rows" AS r
WHERE r."match" >= 0;

CREATE TABLE "first.numbered" AS
SELECT (row_number() OVER () - 1)::INTEGER AS "match", "prefix" AS "key 0", "provider" AS "value 0" FROM "other";

CREATE TABLE "first.firsts" AS
SELECT "key 0", min("match") AS "match" FROM "first.numbered" GROUP BY "key 0";

CREATE TABLE "first.rows" AS
SELECT r."match", r."value 0"
FROM (SELECT row_number() OVER () AS place, "ip" AS "key 0" FROM "events") AS e LEFT JOIN "first.firsts" AS f ON e."key 0" = f."key 0" LEFT JOIN "first.numbered" AS r ON r."match" = f."match"
ORDER BY e.place;

CREATE VIEW "first" AS
SELECT e.*, r."value 0" AS "provider"
FROM "events" AS e POSITIONAL JOIN "first.rows" AS r;
