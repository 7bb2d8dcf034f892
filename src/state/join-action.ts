import { joinTables, type JoinSpec } from '../engine/join-tables.ts';
import type { Actions } from './actions.ts';
import type { TableLoader } from './load-tables.ts';
import type { Engine } from './ports.ts';
import type { JoinedFrom, TableStore } from './tables.ts';

/** Two open tables, by their ids, and how they are joined. */
export interface TableJoin {
  readonly leftId: string;
  readonly rightId: string;
  readonly spec: JoinSpec;
  /** Of the table that it makes. */
  readonly name: string;
}

export interface JoinAction {
  /** Joins two loaded tables into a new one and shows it. A failure or cancel leaves nothing behind. */
  join(join: TableJoin): Promise<void>;
}

export function createJoinAction(options: {
  readonly tables: TableStore;
  readonly loader: TableLoader;
  readonly act: Actions['act'];
  readonly tell: Actions['tell'];
  readonly activity: Actions['activity'];
  readonly bootEngine: (signal: AbortSignal) => Promise<Engine>;
  readonly runAll: (signal: AbortSignal) => Promise<void>;
}): JoinAction {
  const { tables, loader, act, tell, activity, bootEngine, runAll } = options;
  const sideOf = (id: string) => {
    const table = tables.find(id);
    if (!table?.loaded) throw new RangeError('Both tables must be loaded before they are joined.');
    const { relation, schema } = table.loaded;
    return { id, name: table.name, relation, schema };
  };
  return {
    join: ({ leftId, rightId, spec, name }) => {
      const interrupts = activity() !== null;
      return act('Joining', async (signal) => {
        const { database } = await bootEngine(signal);
        tell({ sentence: 'Joining' });
        const [left, right] = [sideOf(leftId), sideOf(rightId)];
        const relation = loader.nextRelation();
        const joined = await joinTables(database, left, right, spec, relation, {
          signal,
          onProgress: (phase, done, total) => {
            tell({ sentence: `Joining, ${phase}`, done, total });
          },
        });
        loader.adopt(relation);
        const { schema, rows, facts, warnings, sql } = joined;
        const from: JoinedFrom = { left, right, spec, rows, facts, sql };
        const input = { name, relation, schema, files: [], rejects: [], warnings };
        tables.addJoined(name, input, from);
        // What this has interrupted goes on.
        if (interrupts) await runAll(signal);
      });
    },
  };
}
