import type { Cancellable, Database, LoadProgress } from '../engine/ports.ts';
import { ident, sql } from '../sql/sql.ts';
import { makeGrowingTable } from './growing-table.ts';
import { type LoadedFile, loadFile } from './load-file.ts';
import type { Prepared } from './prepare.ts';
import type { ReadAhead } from './read-ahead.ts';
import type { Scanner } from './scanner.ts';
import { settleByProbe } from './times/probe.ts';
import { lateColumns } from './times/settle.ts';
import { makeTimeWatch } from './times/watch.ts';
import { wantedTimes } from './wanted-times.ts';

/** What it takes to read files into a table. */
export interface FillContext {
  readonly database: Database;
  readonly scanner: Scanner;
  /** Makes the name of a new table; the load drops all of them in the end. */
  readonly newTable: () => string;
  readonly onProgress: (progress: Pick<LoadProgress, 'phase' | 'doneBytes'>) => void;
  /** Memory that texts may take which are quicker to load when they are not packed. */
  readonly looseBytes: number;
  /** Reads slices while others are stored; absent: one after the other. */
  readonly ahead?: ReadAhead | undefined;
  /** Called when a slice is in the table, with the bytes read so far; may throw to end the load. */
  readonly onStored: (doneBytes: number) => Promise<void>;
  readonly options: Cancellable;
}

/** A table that the files were read into. */
interface Filled {
  readonly table: string;
  readonly loaded: readonly LoadedFile[];
  readonly warnings: readonly string[];
}

/**
 * Reads the files into a new table. They are read once where nothing surprises; once more when a late value shows that a
 * column is of another type, and for themselves the columns whose times have to be seen whole before one can be read.
 */
export async function fillTable(context: FillContext, prepared: Prepared): Promise<Filled> {
  const { database, scanner, newTable, options } = context;
  const { files, filter } = prepared;
  const warnings: string[] = [];
  const totalBytes = files.reduce((sum, { file }) => sum + file.blob.size, 0);
  let { plan } = prepared;
  let phase: LoadProgress['phase'] = 'read';

  async function settle(columns: readonly number[]): Promise<void> {
    const onRead = (doneBytes: number) => {
      context.onProgress({ phase, doneBytes });
    };
    const settled = await settleByProbe(
      { database, scanner, newTable, options, onRead },
      plan,
      files,
      columns,
    );
    plan = settled.plan;
    warnings.push(...settled.warnings);
    phase = 'reread';
  }

  async function fill(): Promise<Filled & { surprising: readonly number[] }> {
    const table = newTable();
    const watch = makeTimeWatch(database, plan, newTable);
    const { looseBytes, ahead } = context;
    const growing = await makeGrowingTable(database, table, plan, newTable, watch, {
      filter,
      looseBytes,
      ahead,
    });
    let loaded: LoadedFile[];
    do {
      loaded = [];
      let before = 0;
      for (const file of files) {
        const start = before;
        const onRead = (bytes: number) => {
          context.onProgress({ phase, doneBytes: start + bytes });
        };
        const onStored = (bytes: number) => context.onStored(start + bytes);
        const shareOf = (bytes: number) => (start + bytes) / Math.max(totalBytes, 1);
        const wanted = wantedTimes(filter, plan, file);
        const own = wanted ? { ...file, table: { ...file.table, wanted } } : file;
        const loading = { scanner, table: growing, onRead, shareOf, onStored, options };
        loaded.push(await loadFile(loading, own));
        before += file.file.blob.size;
      }
      phase = 'reread';
    } while (await growing.startAgain());
    await growing.finish(options);
    const surprising = watch.surprising();
    return { table, loaded, warnings: await growing.notes(options), surprising };
  }

  const late = lateColumns(plan);
  if (late.length > 0) await settle(late);
  let filled = await fill();
  if (filled.surprising.length > 0) {
    const before = plan;
    await settle(filled.surprising);
    if (plan.some(({ cast }, i) => cast !== before[i]?.cast)) {
      await database.run(sql`DROP TABLE ${ident(filled.table)}`);
      filled = await fill();
    }
  }
  const { table, loaded } = filled;
  return { table, loaded, warnings: [...warnings, ...filled.warnings] };
}
