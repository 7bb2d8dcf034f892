import {
  TABLE_FORMATS,
  writeTable,
  type TableFormat,
  type TableFormatWords,
} from '../../engine/export/table-format.ts';
import { exportTables, type ExportTable } from '../../engine/export/tables.ts';
import { documentText } from '../../engine/export/document-text.ts';
import { runJson } from '../../engine/export/run-json.ts';
import type { Cancellable, Database } from '../../engine/ports.ts';
import type { RunResult } from '../../engine/result.ts';
import { counted } from '../../queries/page.ts';
import { sql } from '../../sql/sql.ts';
import type { Workbench } from '../../state/workbench.ts';

/** Which keys of a reputation are exported. */
export type Keys = 'flagged' | 'all';

/** Something that can be saved as one file. */
export interface Output {
  readonly name: string;
  readonly file: string;
  readonly what: string;
  readonly kind: 'csv' | 'json';
  /** Of a table; null for a document. */
  readonly table: ExportTable | null;
  readonly rows: number | null;
  readonly columns: number | null;
}

/** Tables of a run as they are exported, with how many rows each has. */
export interface RunTables {
  readonly result: RunResult;
  readonly tables: readonly ExportTable[];
  readonly rows: Readonly<Record<string, number>>;
}

/** What a run exports, counted. */
export async function runTables(
  result: RunResult,
  database: Database,
  options: Cancellable,
): Promise<RunTables> {
  const tables = await exportTables(result, database, options);
  const rows: Record<string, number> = {};
  for (const table of tables) {
    rows[table.name] = table.step.long
      ? Number((await database.rows(counted(table.query), options)).rows[0]?.[0] ?? 0)
      : table.step.rows;
  }
  return { result, tables, rows };
}

/** Every output of a run: its tables in the recipe's order, then the three documents. */
export function outputsOf({ tables, rows, result }: RunTables, keys: Keys): Output[] {
  const documents = [
    { name: 'recipe', what: 'the method, with the present parameters' },
    { name: 'run', what: 'what was run: hashes, parameters, steps, versions' },
    { name: 'judgement', what: 'names and verdicts of the clusters' },
  ];
  return [
    ...tables.map((whole): Output => {
      const scored = whole.step.op === 'reputation';
      const table = scored && keys === 'flagged' ? flagged(whole) : whole;
      const count =
        scored && keys === 'flagged'
          ? (result.steps.find((step) => step.as === whole.name)?.facts['flagged'] ?? 0)
          : (rows[whole.name] ?? 0);
      return {
        name: whole.name,
        file: `${whole.name}.csv`,
        what: whole.step.sentence,
        kind: 'csv',
        table,
        rows: count,
        columns: table.schema.length,
      };
    }),
    ...documents.map(({ name, what }): Output => ({
      name,
      file: `${name}.json`,
      what,
      kind: 'json',
      table: null,
      rows: null,
      columns: null,
    })),
  ];
}

function flagged(table: ExportTable): ExportTable {
  return { ...table, query: sql`SELECT * FROM (${table.query}) WHERE score > 0` };
}

export interface WriteOptions extends Cancellable {
  readonly safe: boolean;
  /** Of a table. */
  readonly format: TableFormat;
  readonly onRows: (rows: number) => void;
}

/** The words for a table's format. */
export function formatWords(format: TableFormat): TableFormatWords {
  return TABLE_FORMATS.find((known) => known.format === format) ?? formatWords('csv');
}

/** An output's file name and media type in a format; documents have one of their own. */
export function fileOf(output: Output, format: TableFormat): { name: string; mediaType: string } {
  if (!output.table) return { name: output.file, mediaType: 'application/json' };
  const { extension, mediaType } = formatWords(format);
  return { name: `${output.name}.${extension}`, mediaType };
}

/** An output as a file, a piece at a time. Documents are whole at once. */
export function piecesOf(
  output: Output,
  run: RunTables,
  workbench: Workbench,
  database: Database,
  options: WriteOptions,
): AsyncIterable<string | Uint8Array> | readonly string[] {
  if (output.table)
    return writeTable(options.format, output.table, database, {
      ...options,
      parquet: workbench.writeParquet,
    });
  return [documentPiece(output, run, workbench)];
}

/** The text of a document. */
export function documentPiece(output: Output, run: RunTables, workbench: Workbench): string {
  return documentText(documentOf(output.name, run, workbench));
}

function documentOf(name: string, { result, rows }: RunTables, workbench: Workbench): unknown {
  if (name === 'recipe') return result.recipe.json;
  if (name === 'run') return runJson(result, rows, workbench.versions);
  return workbench.judgements.document(result.id);
}
