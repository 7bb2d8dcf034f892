import type { FileColumns } from '../engine/column-differences.ts';
import {
  type Cancellable,
  type Database,
  DatabaseError,
  type LoadedInput,
  type LoadProgress,
  type LoadRequest,
  ReadError,
  type Reader,
  REJECTS_KEPT,
  type Sniffed,
  type SniffedTable,
  type SourceFile,
} from '../engine/ports.ts';
import { ident, scratch, sql } from '../sql/sql.ts';
import { fileColumnNames } from './column-names.ts';
import {
  appendedColumns,
  type PlannedColumn,
  planColumns,
  sourcePositions,
  withKnownTypes,
} from './column-plan.ts';
import { makeGrowingTable } from './growing-table.ts';
import { type LoadedFile, loadFile, type PlannedFile } from './load-file.ts';
import { previewFiles } from './preview.ts';
import type { Scanner, TableDescription } from './scanner.ts';
import { settleByProbe } from './times/probe.ts';
import { lateColumns, withKnownTimes } from './times/settle.ts';
import { makeTimeWatch } from './times/watch.ts';

/** A table that the files were read into. */
interface Filled {
  readonly table: string;
  readonly loaded: readonly LoadedFile[];
  /** Columns of times that may be written in another way than they were read. */
  readonly surprising: readonly number[];
}

type LoadOptions = NonNullable<Parameters<Reader['load']>[1]>;

/** Tables made so far for loads on the way, by all readers: several may share a database. */
let tables = 0;

/** Reads files into tables of a database. @param scanner finds the records, in a worker or here. */
export function createReader(database: Database, scanner: Scanner): Reader {
  /** What was found out about files, for some formats tell their columns only when they are read through. */
  const known = new WeakMap<Blob, Map<string, readonly TableDescription[]>>();

  async function look(
    file: SourceFile,
    options: Cancellable,
  ): Promise<readonly TableDescription[]> {
    const key = JSON.stringify([file.name, file.table, file.dialect]);
    const before = known.get(file.blob);
    const found = before?.get(key) ?? (await scanner.sniff(file, options));
    known.set(file.blob, new Map([...(before ?? []), [key, found]]));
    return found;
  }

  async function sniff(file: SourceFile, options: Cancellable = {}): Promise<Sniffed> {
    const tables = await look(file, options);
    return { file: file.name, tables: tables.map(sniffed) };
  }

  async function load(
    request: LoadRequest,
    { onProgress, ...options }: LoadOptions = {},
  ): Promise<LoadedInput> {
    const made: string[] = [];
    const newTable = () => {
      tables += 1;
      const name = `spoor_load_${String(tables)}`;
      made.push(name);
      return name;
    };
    const totalBytes = request.files.reduce((sum, { blob }) => sum + blob.size, 0);
    try {
      const { plan: prepared, files, warnings } = await prepare(request, options);
      let plan: readonly PlannedColumn[] = prepared;
      let phase: LoadProgress['phase'] = 'read';
      const settle = async (columns: readonly number[]): Promise<void> => {
        const onRead = (doneBytes: number) => onProgress?.({ phase, doneBytes, totalBytes });
        const context = { database, scanner, newTable, options, onRead };
        const settled = await settleByProbe(context, plan, files, columns);
        plan = settled.plan;
        warnings.push(...settled.warnings);
        phase = 'reread';
      };
      const fill = async (): Promise<Filled> => {
        const table = newTable();
        const watch = makeTimeWatch(database, plan, newTable);
        const growing = await makeGrowingTable(database, table, plan, newTable, watch);
        let loaded: LoadedFile[];
        do {
          loaded = [];
          let doneBytes = 0;
          for (const file of files) {
            const before = doneBytes;
            const onRead = (bytes: number) => {
              doneBytes = before + bytes;
              onProgress?.({ phase, doneBytes, totalBytes });
            };
            loaded.push(await loadFile({ scanner, table: growing, onRead, options }, file));
          }
          phase = 'reread';
        } while (await growing.startAgain());
        return { table, loaded, surprising: watch.surprising() };
      };
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
      // From here on it is quick, and half of it would be worse than a late abort.
      options.signal?.throwIfAborted();
      await database.run(sql`DROP TABLE IF EXISTS ${ident(request.relation)}`);
      await database.run(sql`ALTER TABLE ${ident(table)} RENAME TO ${ident(request.relation)}`);
      return {
        name: request.input,
        relation: request.relation,
        schema: await database.describe(sql`SELECT * FROM ${ident(request.relation)}`),
        files: loaded.map(({ record }) => record),
        rejects: loaded.flatMap((file) => file.rejects).slice(0, REJECTS_KEPT),
        warnings: [
          ...warnings,
          ...loaded.flatMap((file) => file.warnings),
          ...lostDigitWarnings(plan, loaded),
        ],
        ...(request.reading ? { reading: request.reading } : {}),
      };
    } catch (thrown) {
      options.signal?.throwIfAborted();
      throw asReadError(thrown, request.files);
    } finally {
      for (const name of made)
        for (const table of [ident(name), scratch(name)])
          await database.run(sql`DROP TABLE IF EXISTS ${table}`);
    }
  }

  /** Looks at all files and fits them together, before anything is loaded. */
  async function prepare(request: LoadRequest, options: Cancellable) {
    const warnings: string[] = [];
    const looked: (FileColumns & { source: SourceFile; table: TableDescription })[] = [];
    for (const file of request.files) {
      const table = onlyTable(file, await look(file, options));
      const { columns, warnings: found } = sniffed(table);
      warnings.push(...found.map((warning) => `${file.name}: ${warning}`));
      looked.push({ file: file.name, source: file, table, columns });
    }
    const [first] = looked;
    if (!first) throw new ReadError('empty', 'No file was given.', '');
    const columns = appendedColumns(looked, request.reading?.differing);
    const { columns: planned, warnings: renamed } = planColumns(request, columns, first.file);
    const files = looked.map(({ source, table, columns: own }): PlannedFile => ({
      file: source,
      table,
      positions: sourcePositions(
        planned,
        own.map(({ name }) => name),
      ),
    }));
    const plan = withKnownTypes(
      planned,
      files.map(({ table, positions }) => ({
        types: table.columns.map(({ type }) => type),
        positions,
      })),
    );
    const needed = withoutNeedlessTimes(plan, files);
    return {
      plan: withKnownTimes(needed.plan, first.file),
      files,
      warnings: [...warnings, ...renamed, ...needed.warnings],
    };
  }

  return {
    sniff,
    load,
    preview: (request, options) =>
      previewFiles(
        {
          database,
          scanner: { ...scanner, sniff: (file, own = {}) => look(file, own) },
          prepare,
          sniffed,
          readerOf: (other) => createReader(database, other),
        },
        request,
        options,
      ),
  };
}

function sniffed(table: TableDescription): SniffedTable {
  const { names, warnings } = fileColumnNames(
    // A name cannot hold NUL in SQL.
    table.columns.map(({ name }) => name.replaceAll('\0', '␀')),
  );
  return {
    name: table.name,
    format: table.format,
    containers: table.containers,
    columns: names.map((name, i) => ({ name, type: table.columns[i]?.type ?? null })),
    dialect: table.layout?.dialect ?? null,
    warnings: [...warnings, ...table.warnings],
  };
}

/** The plan without what a person said of times that the files' format holds as times, in UTC. */
function withoutNeedlessTimes(
  plan: readonly PlannedColumn[],
  files: readonly PlannedFile[],
): { plan: readonly PlannedColumn[]; warnings: readonly string[] } {
  const warnings: string[] = [];
  const needed = plan.map((column, i) => {
    const isTime = files.every(
      ({ table, positions }) => table.columns[positions[i] ?? -1]?.type === 'timestamp',
    );
    if (!column.time || !isTime) return column;
    warnings.push(
      `The column "${column.source}" holds times, not text: how they are written was not needed.`,
    );
    return { ...column, time: undefined };
  });
  return { plan: needed, warnings };
}

/** What is to be said of times that told more than microseconds. */
function lostDigitWarnings(
  plan: readonly PlannedColumn[],
  files: readonly LoadedFile[],
): readonly string[] {
  return plan.flatMap(({ source }, i) => {
    const count = files.reduce((sum, { lostDigits }) => sum + (lostDigits[i] ?? 0), 0);
    if (count === 0) return [];
    const times = count === 1 ? '1 time' : `${String(count)} times`;
    return [
      `The column "${source}" has ${times} with digits beyond microseconds; they were cut off.`,
    ];
  });
}

/** Throws ReadError `missing-table` when it was not said which of several is meant. */
function onlyTable(file: SourceFile, tables: readonly TableDescription[]): TableDescription {
  const [table, ...others] = tables;
  if (table && others.length === 0) return table;
  const names = tables.map(({ name }) => name);
  const message = `This file holds several tables: ${names.join(', ')}. Say which, as in ${file.name}#${names[0] ?? ''}.`;
  throw new ReadError('missing-table', message, file.name, null, { kind: 'table', tables: names });
}

/** A lack of memory is said in the user's terms; other errors pass. */
function asReadError(thrown: unknown, files: readonly SourceFile[]): unknown {
  const names = files.map(({ name }) => name).join(', ');
  if (thrown instanceof DatabaseError && thrown.code === 'out-of-memory') {
    const message = 'There is not enough memory for this much data. Load fewer or smaller files.';
    return new ReadError('too-large', message, names);
  }
  return thrown;
}
