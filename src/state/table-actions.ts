import type { Accessor } from 'solid-js';
import type { Database, SourceFile } from '../engine/ports.ts';
import type { TableReading } from '../engine/reading.ts';
import type { Actions } from './actions.ts';
import type { TableLoader } from './load-tables.ts';
import type { Runs } from './runs.ts';
import type { TableStore } from './tables.ts';

/** What a person does with open tables. What they change is loaded again, and the recipe runs where it is concerned. */
export interface TableActions {
  rename(id: string, name: string): void;
  /** Lets a table play an input of the recipe; the one that played it stays open. */
  use(id: string, input: string): Promise<void>;
  /** Asks which columns of a table play the roles that it lacks. */
  chooseColumns(id: string): Promise<void>;
  /** Reads a table another way, or from other files (the same ones with another dialect). The last good load stays until then. */
  reread(
    id: string,
    change: { readonly reading?: TableReading; readonly files?: readonly SourceFile[] },
  ): Promise<void>;
  /** Puts another file in the place of one. */
  replaceFile(id: string, at: number, file: SourceFile): Promise<void>;
  /** Takes a file away; the table goes with its last one. */
  removeFile(id: string, at: number): Promise<void>;
  /** Takes a table away; without any left, the start page is shown. */
  remove(id: string): Promise<void>;
}

export function createTableActions(options: {
  readonly tables: TableStore;
  readonly loader: TableLoader;
  readonly runs: Runs;
  readonly database: Accessor<Database | null>;
  readonly act: Actions['act'];
  readonly runAll: (signal: AbortSignal) => Promise<void>;
  /** Shows the start page. */
  readonly close: () => void;
}): TableActions {
  const { tables, loader, runs, database, act, runAll, close } = options;

  const collect = async (): Promise<void> => {
    const engine = database();
    if (engine) await loader.collect(engine);
  };
  const reread: TableActions['reread'] = (id, change) => {
    tables.update(id, { ...change, failed: null });
    return act('Reading again', runAll);
  };
  const remove = (id: string): Promise<void> => {
    const table = tables.find(id);
    if (!table) return Promise.resolve();
    const wasPlayed = tables.playing(id) !== null;
    tables.remove(id);
    if (tables.list().length === 0) close();
    if (!wasPlayed) return collect();
    return act('Removing', async (signal) => {
      await runs.forget(database());
      await (tables.list().length === 0 ? collect() : runAll(signal));
    });
  };
  return {
    rename: (id, name) => {
      if (name.trim() !== '') tables.update(id, { name: name.trim() });
    },
    use: (id, input) => {
      tables.use(id, input);
      return act('Running', runAll);
    },
    chooseColumns: (id) =>
      act('Choosing columns', async (signal) => {
        await loader.askColumns(id, signal);
        // What this may have interrupted goes on, whatever was answered.
        await runAll(signal);
      }),
    reread,
    replaceFile: (id, at, file) =>
      reread(id, { files: tables.find(id)?.files.with(at, file) ?? [] }),
    removeFile: (id, at) => {
      const files = tables.find(id)?.files.filter((_, i) => i !== at) ?? [];
      return files.length === 0 ? remove(id) : reread(id, { files });
    },
    remove,
  };
}
