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
import { ident, sql } from '../sql/sql.ts';
import { buildTable } from './build-table.ts';
import { fileColumnNames } from './column-names.ts';
import { planColumns, sourcePositions } from './column-plan.ts';
import { makeTypeInference } from './infer-types.ts';
import { type PlannedFile, type StagedFile, stageFile } from './load-file.ts';
import type { CsvDialect, Scanner } from './scanner.ts';
import { stageColumn } from './stage.ts';

type LoadOptions = NonNullable<Parameters<Reader['load']>[1]>;

/** Tables made so far for loads on the way, by all readers: several may share a database. */
let tables = 0;

/** Reads files into tables of a database. @param scanner finds the records, in a worker or here. */
export function createReader(database: Database, scanner: Scanner): Reader {
  async function sniff(file: SourceFile, options: Cancellable = {}): Promise<Sniffed> {
    return sniffed(file, await scanner.sniff(file, options));
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
    const looked: { file: SourceFile; dialect: CsvDialect; columns: readonly string[] }[] = [];
    for (const file of request.files) {
      const dialect = await scanner.sniff(file, options);
      const { header, warnings: found } = sniffed(file, dialect);
      warnings.push(...found.map((warning) => `${file.name}: ${warning}`));
      looked.push({ file, dialect, columns: header });
    }
    const [first] = looked;
    if (!first) throw new ReadError('empty', 'No file was given.', '');
    const { columns: plan, warnings: renamed } = planColumns(
      request,
      first.columns,
      first.file.name,
    );
    const files = looked.map(({ file, dialect, columns }): PlannedFile => ({
      file,
      dialect,
      positions: sourcePositions(plan, columns, file.name, first.file.name),
    }));
    return { plan, files, warnings: [...warnings, ...renamed] };
  }

  return { sniff, load };
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};

function sniffed(file: SourceFile, { header, delimiter }: CsvDialect): Sniffed {
  const { names, warnings } = fileColumnNames(header);
  const oneColumn =
    names.length > 1
      ? []
      : [
          `There is one column only, fields being separated by a ${DELIMITER_NAMES[delimiter] ?? delimiter}. Is that so?`,
        ];
  return { file: file.name, header: names, delimiter, warnings: [...warnings, ...oneColumn] };
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
