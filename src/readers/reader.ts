import {
  type Cancellable,
  type Database,
  DatabaseError,
  type LoadedInput,
  type LoadRequest,
  ReadError,
  type Reader,
  REJECTS_KEPT,
  type Sniffed,
  type SniffedTable,
  type SourceFile,
} from '../engine/ports.ts';
import type { Estimate } from '../engine/reading.ts';
import { ident, sql } from '../sql/sql.ts';
import { buildTable } from './build-table.ts';
import { chosenColumns } from './chosen-columns.ts';
import { fileColumnNames } from './column-names.ts';
import { type PlannedColumn, planColumns, sourcePositions, withKnownTypes } from './column-plan.ts';
import { estimateLoad, packedBytes, usedBytes } from './estimate.ts';
import { makeTypeInference } from './infer-types.ts';
import { type PlannedFile, type StagedFile, stageFile } from './load-file.ts';
import { longTable } from './unpivot/long-table.ts';
import { ENGINE_BYTES, noRoom, type Place, surelyFits, USABLE_SHARE } from './room.ts';
import type { Scanner, TableDescription } from './scanner.ts';
import { stageColumn } from './stage.ts';
import { type RowFilter, rowFilter, sampleWarning, withRangeColumn } from './wanted-rows.ts';

/** Bytes of the engine: all, taken before the load, and left for it. */
interface Room {
  readonly limitBytes: number;
  readonly used: number;
  readonly free: number;
}

/** What a load knows before it reads. */
interface Prepared {
  readonly plan: readonly PlannedColumn[];
  readonly files: readonly PlannedFile[];
  readonly filter: RowFilter | null;
  readonly warnings: readonly string[];
}

type LoadOptions = NonNullable<Parameters<Reader['load']>[1]>;

/** Tables made so far for loads on the way, by all readers: several may share a database. */
let tables = 0;

/**
 * Reads files into tables of a database.
 * @param scanner  finds the records, in a worker or here.
 * @param place    where the engine works, for what is said of its memory.
 */
export function createReader(
  database: Database,
  scanner: Scanner,
  place: Place = 'process',
): Reader {
  /** What was found out about files, for some formats tell their columns only when they are read through. */
  const known = new WeakMap<Blob, Map<string, readonly TableDescription[]>>();

  async function look(
    file: SourceFile,
    options: Cancellable,
  ): Promise<readonly TableDescription[]> {
    const key = JSON.stringify([file.name, file.table]);
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
    { onProgress, limitBytes = ENGINE_BYTES, ...options }: LoadOptions = {},
  ): Promise<LoadedInput> {
    const { made, newTable } = tableNames();
    const totalBytes = request.files.reduce((sum, { blob }) => sum + blob.size, 0);
    try {
      const prepared = await prepare(request, options);
      const used = await usedBytes(database, options);
      const room = { limitBytes, used, free: USABLE_SHARE * limitBytes - used };
      await requireRoom(request, prepared, room, newTable, options);
      const { plan, files, filter, warnings } = prepared;
      const undeclared = plan.flatMap(({ type }, i) => (type === null ? [stageColumn(i)] : []));
      const inference = makeTypeInference(database, undeclared);
      const staged: StagedFile[] = [];
      let doneBytes = 0;
      for (const file of files) {
        const before = doneBytes;
        const onRead = (bytes: number) => {
          doneBytes = before + bytes;
          onProgress?.({ phase: 'read', doneBytes, totalBytes });
        };
        const onStaged = (bytes: number) =>
          watchRoom(request, prepared, room, (before + bytes) / Math.max(totalBytes, 1), options);
        staged.push(
          await stageFile(
            { database, scanner, plan, inference, filter, newTable, onRead, onStaged, options },
            file,
          ),
        );
      }
      const stages = staged.flatMap((file) => file.stages);
      const table = newTable();
      doneBytes = 0;
      await buildTable(
        database,
        table,
        plan,
        inference.typeOf,
        stages,
        ({ bytes }) => {
          doneBytes += bytes;
          onProgress?.({ phase: 'load', doneBytes, totalBytes });
        },
        options,
      );
      // From here on it is quick, and half of it would be worse than a late abort.
      options.signal?.throwIfAborted();
      await database.run(sql`DROP TABLE IF EXISTS ${ident(request.relation)}`);
      await database.run(sql`ALTER TABLE ${ident(table)} RENAME TO ${ident(request.relation)}`);
      return {
        name: request.input,
        relation: request.relation,
        schema: await database.describe(sql`SELECT * FROM ${ident(request.relation)}`),
        files: staged.map(({ record }) => record),
        rejects: staged.flatMap((file) => file.rejects).slice(0, REJECTS_KEPT),
        warnings: [
          ...(filter?.sample ? [sampleWarning(filter.sample)] : []),
          ...warnings,
          ...staged.flatMap((file) => file.warnings),
        ],
        ...(request.reading ? { reading: request.reading } : {}),
      };
    } catch (thrown) {
      options.signal?.throwIfAborted();
      throw asReadError(thrown, request.files);
    } finally {
      for (const table of made) await database.run(sql`DROP TABLE IF EXISTS ${ident(table)}`);
    }
  }

  /** Throws ReadError `too-large` when the files will not fit, unless the person wants to try. */
  async function requireRoom(
    request: LoadRequest,
    { plan, files, filter }: Prepared,
    { limitBytes, used, free }: Room,
    newTable: () => string,
    options: Cancellable,
  ): Promise<void> {
    // What a range of time leaves is seen on the way.
    if (request.reading?.evenIfLarge || filter?.range || surelyFits(files, free)) return;
    const context = { database, scanner, plan, newTable, options };
    const estimate = await estimateLoad(context, files, filter?.sample?.share ?? 1);
    const format = files[0]?.table.format ?? '';
    if (estimate.peakBytes > free) throw noRoom(estimate, limitBytes, used, request, format, place);
  }

  /** The same on the way, when `share` of the files is in the engine. */
  async function watchRoom(
    request: LoadRequest,
    { plan, files }: Prepared,
    { limitBytes, used, free }: Room,
    share: number,
    options: Cancellable,
  ): Promise<void> {
    if (request.reading?.evenIfLarge) return;
    if ((await usedBytes(database, options)) - used <= free) return;
    const own = (await packedBytes(database, options)) - used;
    if (own <= free) return;
    const bytes = Math.round(own / Math.min(1, Math.max(share, 1e-3)));
    const columnBytes = plan.map(() => Math.round(bytes / plan.length));
    const estimate = { rows: 0, counted: false, tableBytes: bytes, peakBytes: bytes, columnBytes };
    const format = files[0]?.table.format ?? '';
    throw noRoom(estimate, limitBytes, used, request, format, place);
  }

  async function estimate(request: LoadRequest, options: Cancellable = {}): Promise<Estimate> {
    const { made, newTable } = tableNames();
    try {
      const { plan, files, filter } = await prepare(request, options);
      const context = { database, scanner, plan, newTable, options };
      return await estimateLoad(context, files, filter?.sample?.share ?? 1);
    } catch (thrown) {
      options.signal?.throwIfAborted();
      throw asReadError(thrown, request.files);
    } finally {
      for (const table of made) await database.run(sql`DROP TABLE IF EXISTS ${ident(table)}`);
    }
  }

  /** Looks at all files and fits them together, before anything is loaded. */
  async function prepare(request: LoadRequest, options: Cancellable): Promise<Prepared> {
    const warnings: string[] = [];
    const looked: { file: SourceFile; table: TableDescription; columns: readonly string[] }[] = [];
    for (const file of request.files) {
      const table = onlyTable(file, await look(file, options));
      const { columns, warnings: found } = sniffed(table);
      warnings.push(...found.map((warning) => `${file.name}: ${warning}`));
      const names = columns.map(({ name }) => name);
      const unpivot = request.reading?.unpivot;
      looked.push({
        file,
        ...(unpivot ? longTable(table, names, unpivot, file.name) : { table, columns: names }),
      });
    }
    const [first] = looked;
    if (!first) throw new ReadError('empty', 'No file was given.', '');
    const chosen = chosenColumns(request, looked, first.file.name);
    const { columns: planned, warnings: renamed } = planColumns(
      request,
      chosen[0]?.columns ?? [],
      first.file.name,
    );
    const files = chosen.map(({ file, table, columns, places }): PlannedFile => ({
      file,
      table,
      positions: sourcePositions(planned, columns, file.name, first.file.name).map(
        (at) => places[at] ?? at,
      ),
    }));
    const filter = await rowFilter(database, request.reading ?? {}, first.file.name, options);
    const known = withKnownTypes(
      planned,
      files.map(({ table, positions }) => ({
        types: table.columns.map(({ type }) => type),
        positions,
      })),
    );
    const plan = withRangeColumn(known, filter, first.file.name);
    return { plan, files, filter, warnings: [...warnings, ...renamed] };
  }

  return { sniff, load, estimate };
}

/** Names for tables that are on the way, and those that were given. */
function tableNames(): { made: readonly string[]; newTable: () => string } {
  const made: string[] = [];
  const newTable = () => {
    tables += 1;
    const name = `spoor_load_${String(tables)}`;
    made.push(name);
    return name;
  };
  return { made, newTable };
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

/** Throws ReadError `missing-table` when it was not said which of several is meant. */
function onlyTable(file: SourceFile, tables: readonly TableDescription[]): TableDescription {
  const [table, ...others] = tables;
  if (table && others.length === 0) return table;
  const names = tables.map(({ name }) => name);
  const message = `This file holds several tables: ${names.join(', ')}. Say which, as in ${file.name}#${names[0] ?? ''}.`;
  throw new ReadError('missing-table', message, file.name, null, { kind: 'table', tables: names });
}

const OUT_OF_MEMORY =
  'The memory was used up while these files were loaded. Nothing of them was kept; the tables that were there before are as they were. ' +
  'What needs less: fewer columns, a range of time, a sample, or closing other tables.';

/** A lack of memory is said in the user's terms; other errors pass. */
function asReadError(thrown: unknown, files: readonly SourceFile[]): unknown {
  const names = files.map(({ name }) => name).join(', ');
  if (thrown instanceof DatabaseError && thrown.code === 'out-of-memory') {
    return new ReadError('too-large', OUT_OF_MEMORY, names);
  }
  return thrown;
}
