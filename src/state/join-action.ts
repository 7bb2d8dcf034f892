import { joinTables, type JoinSide } from '../engine/join-tables.ts';
import type { JoinSpec } from '../steps/join-shape.ts';
import type { Actions } from './actions.ts';
import {
  columnsOfJoin,
  inOtherNames,
  namedColumns,
  renaming,
  sideOf,
  type NamedColumn,
} from './joined-columns.ts';
import type { TableLoader } from './load-tables.ts';
import type { OnJoining } from './make-joined.ts';
import type { Engine } from './ports.ts';
import type { OpenTable, TableStore } from './tables.ts';

/** Two open tables, by their ids, and how they are joined. */
export interface TableJoin {
  readonly leftId: string;
  readonly rightId: string;
  /** In the names that the tables show. */
  readonly spec: JoinSpec;
  /** Of the table that it makes. */
  readonly name: string;
  /** The input of the recipe that it is to play; absent or null: none. */
  readonly input?: string | null | undefined;
}

export interface JoinAction {
  /** Joins two loaded tables into a new one and shows it. A failure or cancel leaves nothing behind. */
  join(join: TableJoin): Promise<void>;
  /** Makes a joined table of the rows that its two tables have now. The last good rows stay until then. */
  joinAgain(id: string): Promise<void>;
}

interface LoadedSide extends JoinSide {
  readonly table: OpenTable;
  readonly columns: readonly NamedColumn[];
}

export function createJoinAction(options: {
  readonly tables: TableStore;
  readonly loader: TableLoader;
  readonly act: Actions['act'];
  readonly tell: Actions['tell'];
  readonly activity: Actions['activity'];
  readonly onJoining: OnJoining;
  readonly bootEngine: (signal: AbortSignal) => Promise<Engine>;
  readonly runAll: (signal: AbortSignal) => Promise<void>;
}): JoinAction {
  const { tables, loader, act, tell, activity, onJoining, bootEngine, runAll } = options;
  const loadedSide = (id: string): LoadedSide => {
    const table = tables.find(id);
    if (!table?.loaded) throw new RangeError('Both tables must be loaded before they are joined.');
    const { relation, schema } = table.loaded;
    return { table, columns: namedColumns(table), name: table.name, relation, schema };
  };
  return {
    join: ({ leftId, rightId, spec, name, input = null }) => {
      const interrupts = activity() !== null;
      return act('Joining', async (signal) => {
        const { database } = await bootEngine(signal);
        tell({ sentence: 'Joining' });
        const [left, right] = [loadedSide(leftId), loadedSide(rightId)];
        const relation = loader.nextRelation();
        const joined = await joinTables(database, left, right, spec, relation, {
          signal,
          onProgress: onJoining,
        });
        loader.adopt(relation);
        const { schema, rows, facts, warnings, sql } = joined;
        const own = inOtherNames(
          spec,
          renaming(left.columns, 'own'),
          renaming(right.columns, 'own'),
        );
        const id = tables.addJoined({
          name,
          loaded: { name, relation, schema, files: [], rejects: [], warnings },
          columns: columnsOfJoin(left.columns, own, schema),
          // What plays a role of the left table goes on playing it.
          mapping: left.table.mapping,
          joined: {
            left: sideOf(left.table, left.relation, left.columns),
            right: sideOf(right.table, right.relation, right.columns),
            spec: own,
            rows,
            facts,
            sql,
          },
        });
        if (input !== null) tables.use(id, input);
        // What this has interrupted goes on.
        if (input !== null || interrupts) await runAll(signal);
      });
    },
    joinAgain: (id) => {
      loader.joinAgain(id);
      return act('Joining', runAll);
    },
  };
}
