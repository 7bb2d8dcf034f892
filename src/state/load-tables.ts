import { drop } from '../engine/names.ts';
import {
  ReadError,
  type Database,
  type LoadedInput,
  type LoadProgress,
  type Reader,
} from '../engine/ports.ts';
import type { ReadQuestion } from '../engine/reading.ts';
import { canonical } from '../recipe/fingerprint.ts';
import { failureOf, isAbort, type Failure } from './failure.ts';
import { makeJoined, type OnJoining } from './make-joined.ts';
import { columnsOfFiles } from './open-files.ts';
import type { Engine } from './ports.ts';
import type { Questions } from './questions.ts';
import { missingRoles, nearlyFits } from './table-fit.ts';
import {
  sameRequest,
  sameSource,
  type OpenTable,
  type TableRequest,
  type TableStore,
} from './tables.ts';

/** What a load can end with that a person is asked about in a dialog of its own. */
export type AskedAfter = Extract<ReadQuestion, { kind: 'time' | 'clock-change' | 'room' }>;

type ColumnsQuestion = Extract<ReadQuestion, { kind: 'columns' }>;

type Loading = Pick<Engine, 'reader' | 'database'>;
type OnLoading = (progress: LoadProgress, table: OpenTable) => void;

export interface TableLoader {
  /**
   * Loads every table that is not loaded as wanted, and joins what is joined of these; what failed before fails no second time.
   * One that fails leaves the others, and its own last good load.
   * @returns why a table failed, files before what is joined of them, but for those that a person is asked about.
   */
  load(
    engine: Loading,
    signal: AbortSignal,
    onProgress: OnLoading,
    onJoining: OnJoining,
  ): Promise<readonly Failure[]>;
  /** Asks which columns play the roles that a table lacks. False: the person went away. */
  askColumns(id: string, signal: AbortSignal): Promise<boolean>;
  /** A name for a relation, which no other was ever given. */
  nextRelation(): string;
  /** Makes a relation one of those that are dropped with their table. */
  adopt(relation: string): void;
  /** A joined table is made again with the next load, whether or not it has its rows. */
  joinAgain(id: string): void;
  /** What failed is tried again with the next load. */
  retry(): void;
  /** The engine is no more, and all that was loaded; a load under way ends with the table that it is at. */
  loseRows(): void;
  /** Drops what was loaded and is neither shown nor part of a result. */
  collect(database: Database): Promise<void>;
}

/** @param inUse  relations that a result still reads. */
export function createTableLoader(
  tables: TableStore,
  questions: Questions,
  inUse: () => readonly string[],
): TableLoader {
  const made = new Set<string>();
  /** Columns of tables that lack some, as the reader named them. */
  const available = new Map<string, readonly string[]>();
  /** Ids of joined tables that are to be made again. */
  const due = new Set<string>();
  let count = 0;
  let engines = 0;

  const nextRelation = (): string => `table ${String(++count)}`;
  const read = async (
    table: OpenTable,
    as: TableRequest,
    reader: Reader,
    signal: AbortSignal,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<void> => {
    const relation = nextRelation();
    const request = {
      input: tables.inputOf(table.id) ?? table.name,
      relation,
      files: as.files,
      types: as.types ?? {},
      mapping: as.mapping,
      ...(Object.keys(as.reading).length > 0 ? { reading: as.reading } : {}),
    };
    made.add(relation);
    const engine = engines;
    // How large it will be is found out first; that may take a while.
    onProgress({ phase: 'read', doneBytes: 0, totalBytes: 0 });
    const loaded: LoadedInput = {
      ...(await reader.load(request, { signal, onProgress })),
      ...(Object.keys(as.mapping).length > 0 ? { mapping: as.mapping } : {}),
    };
    tables.update(table.id, {
      loaded,
      loadedAs: engine === engines ? as : null,
      failed: null,
    });
  };

  const ask = async (
    table: OpenTable,
    input: string,
    { missing, available: columns }: Pick<ColumnsQuestion, 'missing' | 'available'>,
    signal: AbortSignal,
  ): Promise<boolean> => {
    const chosen = await questions.ask<Readonly<Record<string, string>>>(
      (answer) => ({
        kind: 'columns',
        id: table.id,
        table: table.name,
        input,
        missing,
        available: columns,
        answer,
      }),
      signal,
    );
    if (chosen) tables.update(table.id, { mapping: { ...table.mapping, ...chosen }, lacks: null });
    return chosen !== null;
  };

  /** Loads one table with the recipe's types, or without them where it lacks columns. */
  const settle = async (
    id: string,
    reader: Reader,
    signal: AbortSignal,
    onProgress: OnLoading,
  ): Promise<void> => {
    const table = tables.find(id);
    if (!table) return;
    const as = tables.wanted(table);
    const input = tables.inputOf(id);
    const progress = (at: LoadProgress): void => {
      onProgress(at, table);
    };
    if (input === null && table.lacks) tables.update(id, { lacks: null });
    if (isLoaded(table, as)) return;
    if (table.loadedAs && table.loadedAs.files !== as.files) {
      const { differing } = as.reading;
      const columns = await columnsOfFiles(as.files, differing, reader, signal);
      tables.update(id, { columns });
    }
    const known = table.lacks !== null && sameRequest(table.lacks.as, as);
    if (as.types !== null && input !== null && !known) {
      try {
        await read(table, as, reader, signal, progress);
        tables.update(id, { lacks: null });
        return;
      } catch (error) {
        const question = error instanceof ReadError ? error.question : null;
        const roles = tables.roles(id);
        // Columns that a join takes are no roles, and were said when it was made.
        if (
          question?.kind !== 'columns' ||
          !question.missing.every((role) => Object.hasOwn(roles, role))
        )
          throw error;
        available.set(id, question.available);
        const asked = nearlyFits(as.types, question.missing);
        if (asked && (await ask(table, input, question, signal)))
          return settle(id, reader, signal, onProgress);
        tables.update(id, { lacks: { roles: question.missing, as } });
      }
    }
    const plain: TableRequest = { ...as, types: null, mapping: {} };
    if (table.loadedAs && sameSource(table.loadedAs, plain)) return;
    await read(table, plain, reader, signal, progress);
  };

  /** Asks which columns of a joined table play the roles that it lacks, or notes that it lacks them. */
  const settleRoles = async (table: OpenTable, signal: AbortSignal): Promise<void> => {
    const input = tables.playing(table.id);
    const types = tables.roles(table.id);
    const missing = missingRoles(types, table);
    const known = canonical(table.lacks?.roles ?? []) === canonical(missing);
    if (known) return;
    const lacks = missing.length > 0 ? { roles: missing, as: tables.wanted(table) } : null;
    tables.update(table.id, { lacks });
    const columns = table.columns.map(({ name }) => name);
    if (input !== null && lacks && nearlyFits(types, missing))
      await ask(table, input, { missing, available: columns }, signal);
  };

  /** Makes a joined table again where that is due; not where one of its tables is closed and it still has its rows. */
  const settleJoined = async (
    table: OpenTable,
    database: Database,
    signal: AbortSignal,
    onJoining: OnJoining,
  ): Promise<void> => {
    const { joined } = table;
    if (!joined) return;
    const as = { ...tables.wanted(table), sides: tables.sidesNow(joined) };
    const isDue = due.delete(table.id) || !isLoaded(table, tables.wanted(table));
    if (!isDue || (table.loadedAs && !as.sides.every(Boolean))) return;
    const relation = nextRelation();
    made.add(relation);
    const engine = engines;
    const doing = { signal, onJoining };
    const again = await makeJoined(tables, { ...table, joined }, database, relation, doing);
    tables.update(table.id, { ...again, loadedAs: engine === engines ? as : null, failed: null });
  };

  return {
    load: async ({ reader, database }, signal, onProgress, onJoining) => {
      const failures: Failure[] = [];
      const engine = engines;
      // What plays a role of a joined table decides how its files are read.
      for (const table of tables.list()) if (table.joined) await settleRoles(table, signal);
      // A joined table may stand before one that it is made of, where that was opened again.
      const all = tables.list();
      const order = [...all.filter(({ joined }) => !joined), ...all.filter(({ joined }) => joined)];
      for (const { id } of order) {
        if (engine !== engines) break;
        const table = tables.find(id);
        if (!table || (table.failed && sameRequest(table.failed.as, tables.wanted(table))))
          continue;
        try {
          if (table.joined) await settleJoined(table, database, signal, onJoining);
          else await settle(id, reader, signal, onProgress);
        } catch (error) {
          if (signal.aborted || isAbort(error)) throw error;
          const said = failureOf(error);
          const failure = engine === engines ? said : failureAtLoss(table.name, said);
          const question = error instanceof ReadError ? error.question : null;
          const now = tables.find(id) ?? table;
          tables.update(id, { failed: { failure, question, as: tables.wanted(now) } });
          // What is asked about is no failure yet.
          if (!isAsked(question)) failures.push(failure);
        }
      }
      return failures;
    },
    askColumns: (id, signal) => {
      const table = tables.find(id);
      const input = tables.playing(id);
      if (!table?.lacks || input === null) return Promise.resolve(false);
      const columns = available.get(id) ?? table.columns.map(({ name }) => name);
      return ask(table, input, { missing: table.lacks.roles, available: columns }, signal);
    },
    nextRelation,
    adopt: (relation) => {
      made.add(relation);
    },
    joinAgain: (id) => {
      due.add(id);
      tables.update(id, { failed: null });
    },
    retry: () => {
      for (const { id, failed } of tables.list()) if (failed) tables.update(id, { failed: null });
    },
    loseRows: () => {
      engines += 1;
      made.clear();
    },
    collect: async (database) => {
      const used = new Set([...tables.list().map(({ loaded }) => loaded?.relation), ...inUse()]);
      for (const relation of [...made].filter((name) => !used.has(name))) {
        made.delete(relation);
        await database.run(drop('table', relation));
      }
    },
  };
}

/** Of the table that was being read when the engine was lost. */
function failureAtLoss(name: string, said: Failure): Failure {
  return {
    ...said,
    title: `${name} could not be read`,
    message:
      'The engine ended while this was read. What needs less memory: fewer columns, a range of time, a sample, or closing other tables.',
    todo: null,
    details: [said.message, said.details].join('\n'),
  };
}

/** Whether a person is asked this once a load has ended with it. */
export function isAsked(question: ReadQuestion | null): question is AskedAfter {
  return question !== null && ['time', 'clock-change', 'room'].includes(question.kind);
}

/** A table that plays no input may have been loaded with types when it did. */
function isLoaded({ loadedAs }: OpenTable, as: TableRequest): boolean {
  if (loadedAs === null) return false;
  return as.types === null ? sameSource(loadedAs, as) : sameRequest(loadedAs, as);
}
