CREATE TABLE "labelled.rows" AS
SELECT c."cluster" FROM (SELECT "_row", "session_id" FROM "sessions") AS e LEFT JOIN "clusters" AS c USING ("session_id") ORDER BY e."_row";

CREATE VIEW "labelled" AS
SELECT e.*, c."cluster"
FROM "sessions" AS e POSITIONAL JOIN "labelled.rows" AS c;
