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
  type SourceFile,
} from '../engine/ports.ts';
import { ident, scratch, sql } from '../sql/sql.ts';
import { estimateLoad } from './estimate.ts';
import { fillTable } from './fill-table.ts';
import { prepareLoad, sniffed } from './prepare.ts';
import { previewFiles } from './preview.ts';
import { makeReadAhead, type SecondEngine } from './read-ahead.ts';
import { ENGINE_BYTES, type Place } from './room.ts';
import type { Scanner, TableDescription } from './scanner.ts';
import { sampleWarning } from './wanted-rows.ts';
import { watchRoom } from './watch-room.ts';

type LoadOptions = NonNullable<Parameters<Reader['load']>[1]>;

/** Tables made so far for loads on the way, by all readers: several may share a database. */
let tables = 0;

/**
 * Reads files into tables of a database.
 * @param scanner  finds the records, in a worker or here.
 * @param place    where the engine works, for what is said of its memory.
 * @param second   an engine beside the database's own; absent: one does it all.
 */
export function createReader(
  database: Database,
  scanner: Scanner,
  place: Place = 'process',
  second?: SecondEngine,
): Reader {
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

  /** Does some work that makes tables on the way, and drops what is left of them. */
  async function withTables<T>(
    { files }: LoadRequest,
    { signal }: Cancellable,
    work: (newTable: () => string) => Promise<T>,
  ): Promise<T> {
    const made: string[] = [];
    try {
      return await work(() => {
        tables += 1;
        const name = `spoor_load_${String(tables)}`;
        made.push(name);
        return name;
      });
    } catch (thrown) {
      signal?.throwIfAborted();
      throw asReadError(thrown, files);
    } finally {
      for (const name of made)
        for (const table of [ident(name), scratch(name)])
          await database.run(sql`DROP TABLE IF EXISTS ${table}`);
    }
  }

  function load(
    request: LoadRequest,
    { onProgress, limitBytes = ENGINE_BYTES, ...options }: LoadOptions = {},
  ): Promise<LoadedInput> {
    return withTables(request, options, async (newTable) => {
      const prepared = await prepareLoad(database, look, request, options);
      const context = { database, scanner, newTable, options };
      const room = await watchRoom(context, request, prepared, limitBytes, place);
      const totalBytes = request.files.reduce((sum, { blob }) => sum + blob.size, 0);
      const ahead = second ? makeReadAhead(second, options) : undefined;
      const filling = fillTable(
        {
          ...context,
          ahead,
          looseBytes: room.looseBytes,
          onProgress: (progress) => onProgress?.({ ...progress, totalBytes }),
          onStored: (doneBytes) => room.onStored(doneBytes / Math.max(totalBytes, 1)),
        },
        prepared,
      );
      const { table, loaded, warnings } = await filling.finally(() => ahead?.close());
      // From here on it is quick, and half of it would be worse than a late abort.
      options.signal?.throwIfAborted();
      await database.run(sql`DROP TABLE IF EXISTS ${ident(request.relation)}`);
      await database.run(sql`ALTER TABLE ${ident(table)} RENAME TO ${ident(request.relation)}`);
      const sample = prepared.filter?.sample;
      return {
        name: request.input,
        relation: request.relation,
        schema: await database.describe(sql`SELECT * FROM ${ident(request.relation)}`),
        files: loaded.map(({ record }) => record),
        rejects: loaded.flatMap((file) => file.rejects).slice(0, REJECTS_KEPT),
        warnings: [
          ...(sample ? [sampleWarning(sample)] : []),
          ...prepared.warnings,
          ...loaded.flatMap((file) => file.warnings),
          ...warnings,
        ],
        ...(request.reading ? { reading: request.reading } : {}),
      };
    });
  }

  return {
    sniff,
    load,
    estimate: (request, options = {}) =>
      withTables(request, options, async (newTable) => {
        const { plan, files, filter } = await prepareLoad(database, look, request, options);
        const context = { database, scanner, newTable, options };
        return estimateLoad(context, plan, files, filter?.sample?.share ?? 1);
      }),
    preview: (request, options) =>
      previewFiles(
        {
          database,
          scanner: { ...scanner, sniff: (file, own = {}) => look(file, own) },
          prepare: (wanted, own) => prepareLoad(database, look, wanted, own),
          sniffed,
          readerOf: (other) => createReader(database, other, place),
        },
        request,
        options,
      ),
  };
}

const OUT_OF_MEMORY =
  'The memory was used up while these files were loaded. Nothing of them was kept; the tables that were there before are as they were. ' +
  'What needs less: fewer columns, a range of time, a sample, or closing other tables.';

/** A lack of memory is said in the user's terms; other errors pass. */
function asReadError(thrown: unknown, files: readonly SourceFile[]): unknown {
  if (!(thrown instanceof DatabaseError) || thrown.code !== 'out-of-memory') return thrown;
  return new ReadError('too-large', OUT_OF_MEMORY, files.map(({ name }) => name).join(', '));
}
