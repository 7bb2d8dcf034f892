import type { Database } from '../../src/engine/ports.ts';
import type { DrillTables } from '../../src/queries/drill.ts';
import { ident, sql } from '../../src/sql/sql.ts';

/** A column name that breaks whatever is not quoted. */
export const HOSTILE = `a"b'; DROP TABLE x; --`;

export const TABLES: DrillTables = {
  events: 'drill "events',
  clusters: 'drill clusters',
  features: 'drill features',
  session: 'session_id',
  cluster: 'cluster',
};

/** Ten events of five sessions: 0 and 1 in cluster 0, 2 in cluster 1, 3 noise, 4 without a cluster; the last event is in no session. */
export async function makeLog(database: Database): Promise<void> {
  await dropLog(database);
  await database.run(sql`CREATE TABLE ${ident(TABLES.features)} AS SELECT * FROM (VALUES
    (0, 'a', 1.0::DOUBLE), (1, 'b', 2.0), (2, 'a', 3.0), (3, NULL, 4.0), (4, 'c', NULL)) AS t(session_id, ${ident(HOSTILE)}, size)`);
  await database.run(
    sql`CREATE TABLE ${ident(TABLES.clusters)} AS SELECT * FROM (VALUES (0, 0), (1, 0), (2, 1), (3, -1), (4, NULL)) AS t(session_id, cluster)`,
  );
  await database.run(sql`CREATE TABLE ${ident(TABLES.events)} AS SELECT e.*, c.cluster FROM (VALUES
    (0, 0, 'a', TIMESTAMP '2020-01-01 00:00:02'), (1, 0, 'a', TIMESTAMP '2020-01-01 00:00:01'), (2, 1, 'b', TIMESTAMP '2020-01-01 00:00:01.000001'),
    (3, 2, 'a', NULL), (4, 2, 'it''s', NULL), (5, 2, '', NULL), (6, 3, NULL, NULL), (7, 3, 'a', NULL), (8, 4, 'c', NULL), (9, NULL, 'a', NULL)
  ) AS e(_row, session_id, ${ident(HOSTILE)}, "at") LEFT JOIN ${ident(TABLES.clusters)} AS c USING (session_id) ORDER BY _row`);
}

export async function dropLog(database: Database): Promise<void> {
  for (const table of [TABLES.events, TABLES.clusters, TABLES.features])
    await database.run(sql`DROP TABLE IF EXISTS ${ident(table)}`);
}
