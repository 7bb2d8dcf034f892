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
import { ident, sql } from '../sql/sql.ts';
import { buildTable } from './build-table.ts';
import { fileColumnNames } from './column-names.ts';
import { planColumns, sourcePositions, withKnownTypes } from './column-plan.ts';
import { makeTypeInference } from './infer-types.ts';
import { type PlannedFile, type StagedFile, stageFile } from './load-file.ts';
import { previewFiles } from './preview.ts';
import type { Scanner, TableDescription } from './scanner.ts';
import { stageColumn } from './stage.ts';

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
      const { plan, files, warnings } = await prepare(request, options);
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
        staged.push(
          await stageFile({ database, scanner, plan, inference, newTable, onRead, options }, file),
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
        warnings: [...warnings, ...staged.flatMap((file) => file.warnings)],
      };
    } catch (thrown) {
      options.signal?.throwIfAborted();
      throw asReadError(thrown, request.files);
    } finally {
      for (const table of made) await database.run(sql`DROP TABLE IF EXISTS ${ident(table)}`);
    }
  }

  /** Looks at all files and fits them together, before anything is loaded. */
  async function prepare(request: LoadRequest, options: Cancellable) {
    const warnings: string[] = [];
    const looked: { file: SourceFile; table: TableDescription; columns: readonly string[] }[] = [];
    for (const file of request.files) {
      const table = onlyTable(file, await look(file, options));
      const { columns, warnings: found } = sniffed(table);
      warnings.push(...found.map((warning) => `${file.name}: ${warning}`));
      looked.push({ file, table, columns: columns.map(({ name }) => name) });
    }
    const [first] = looked;
    if (!first) throw new ReadError('empty', 'No file was given.', '');
    const { columns: planned, warnings: renamed } = planColumns(
      request,
      first.columns,
      first.file.name,
    );
    const files = looked.map(({ file, table, columns }): PlannedFile => ({
      file,
      table,
      positions: sourcePositions(planned, columns, file.name, first.file.name),
    }));
    const plan = withKnownTypes(
      planned,
      files.map(({ table, positions }) => ({
        types: table.columns.map(({ type }) => type),
        positions,
      })),
    );
    return { plan, files, warnings: [...warnings, ...renamed] };
  }

  return {
    sniff,
    load,
    preview: (request, options) =>
      previewFiles({ database, scanner, prepare, sniffed }, request, options),
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
