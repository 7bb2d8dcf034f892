import { joinTables } from '../engine/join-tables.ts';
import { ReadError, type Cancellable, type Database } from '../engine/ports.ts';
import { besides, columnsOfJoin, inOtherNames, namedColumns, renaming } from './joined-columns.ts';
import { wayBack } from './linked-again.ts';
import type { JoinedFrom, JoinedSide, OpenTable, TableStore } from './tables.ts';

/** Hears how far a join is: `phase` is `ranges` or `addresses`. */
export type OnJoining = (phase: string, done: number, total: number) => void;

/**
 * Joins anew what a joined table was made of, as its two tables are loaded now, into `relation`.
 * @returns what changes of the table. Throws ReadError where one of the two is closed or not loaded, and as {@link joinTables} does.
 */
export async function makeJoined(
  tables: Pick<TableStore, 'find'>,
  table: OpenTable & { readonly joined: JoinedFrom },
  database: Database,
  relation: string,
  { signal, onJoining }: Cancellable & { readonly onJoining: OnJoining },
): Promise<Pick<OpenTable, 'loaded' | 'columns'> & { readonly joined: JoinedFrom }> {
  const { name, joined } = table;
  const loadedSide = (side: JoinedSide) => {
    const found = tables.find(side.id);
    if (!found) throw noSide(name, side.name, `is closed: ${wayBack(side)}.`);
    if (!found.loaded || !found.loadedAs)
      throw noSide(name, side.name, 'is not loaded. See there what it lacks.');
    const columns = namedColumns(found);
    return { side, columns, name: found.name, ...pick(found.loaded) };
  };
  const [left, right] = [loadedSide(joined.left), loadedSide(joined.right)];
  const [ours, theirs] = [left, right].map(({ columns }) => renaming(columns, 'shown'));
  if (!ours || !theirs) throw new TypeError('A join has two sides.');
  const spec = besides(inOtherNames(joined.spec, ours, theirs), left.schema);
  const made = await joinTables(database, left, right, spec, relation, {
    signal,
    onProgress: onJoining,
  });
  const { schema, rows, facts, warnings, sql } = made;
  return {
    loaded: { name, relation, schema, files: [], rejects: [], warnings },
    columns: columnsOfJoin(left.columns, joined.spec, schema),
    joined: {
      left: { ...joined.left, relation: left.relation },
      right: { ...joined.right, relation: right.relation },
      spec: joined.spec,
      rows,
      facts,
      sql,
    },
  };
}

function pick({ relation, schema }: NonNullable<OpenTable['loaded']>) {
  return { relation, schema };
}

function noSide(name: string, side: string, why: string): ReadError {
  const message = `It is joined from ${side}, which ${why}`;
  return new ReadError('unreadable', message, name);
}
