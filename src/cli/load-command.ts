import type { Database, LoadedInput, Sniffed, SourceFile } from '../engine/ports.ts';
import type { Dialect, SniffedDialect } from '../engine/reading.ts';
import { createNodeReader } from '../readers/node.ts';
import { ident, sql } from '../sql/sql.ts';
import { openSource } from './files.ts';
import { createProgress } from './progress.ts';
import { checkInputs, openReading, readFiles, readingOf } from './reading.ts';
import { UsageError } from './usage-error.ts';
import { tableWriter, writeTable } from './write-table.ts';

export interface LoadCommand {
  readonly files: readonly string[];
  /** Where to write the table, by the end of the name: .csv, .tsv, .jsonl, .parquet; several tables are refused. */
  readonly out: string | undefined;
  readonly json: boolean;
  /** File of what a person said about reading. */
  readonly reading: string | undefined;
}

/** Rejected records that are listed. */
const REJECTS_SHOWN = 100;

/** One table of a file, as `load --json` gives it. */
interface LoadedTable {
  readonly name: string;
  readonly format: string;
  readonly containers: readonly string[];
  readonly rows: number;
  readonly rejected: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly dialect?: Dialect;
  readonly rejects: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly reason: string;
    readonly text: string;
  }[];
  readonly warnings: readonly string[];
}

/** Loads every table of every file and says what it is. */
export async function loadCommand(
  { files, out, json, reading: said }: LoadCommand,
  openDatabase: () => Promise<Database>,
): Promise<void> {
  if (files.length === 0) throw new UsageError('Say which files to load.');
  const write = out === undefined ? undefined : tableWriter(out);
  const document = await openReading(said);
  checkInputs(document, ['file']);
  const { reading, ...rest } = readingOf(document, 'file');
  const sources = readFiles(await Promise.all(files.map(openSource)), rest);
  const progress = createProgress(process.stderr);
  const database = await openDatabase();
  try {
    const reader = createNodeReader(database);
    const tables: LoadedTable[] = [];
    for (const source of sources) {
      const sniffed = await reader.sniff(source);
      if (out !== undefined && sources.length * sniffed.tables.length > 1)
        throw new UsageError(
          `--out takes one table; say which, as in FILE#${sniffed.tables[0]?.name ?? ''}.`,
        );
      for (const table of sniffed.tables) {
        const relation = 'loaded';
        const loaded = await reader.load(
          {
            input: 'file',
            relation,
            files: [table.name === '' ? source : { ...source, table: table.name }],
            types: {},
            mapping: {},
            reading,
          },
          { onProgress: progress.onLoad },
        );
        tables.push(described(source, table, loaded));
        if (out !== undefined && write !== undefined) {
          const query = sql`SELECT * EXCLUDE (_row) FROM ${ident(relation)} ORDER BY _row`;
          await writeTable(out, write, database, query);
        }
        await database.run(sql`DROP TABLE ${ident(relation)}`);
      }
    }
    progress.clear();
    if (json) process.stdout.write(`${JSON.stringify({ tables }, null, 2)}\n`);
    else for (const table of tables) process.stdout.write(summary(table));
  } finally {
    await database.close();
  }
}

function described(
  source: SourceFile,
  table: Sniffed['tables'][number],
  { schema, files, rejects, warnings }: LoadedInput,
): LoadedTable {
  const prefix = `${source.name}: `;
  return {
    name: table.name === '' ? source.name : `${source.name}#${table.name}`,
    format: table.format,
    containers: table.containers,
    rows: files[0]?.rows ?? 0,
    rejected: files[0]?.rejected ?? 0,
    columns: schema.slice(1).map(({ name, type }) => ({ name, type })),
    ...(table.dialect === null ? {} : { dialect: dialectOf(table.dialect) }),
    rejects: rejects
      .slice(0, REJECTS_SHOWN)
      .map(({ line, column, reason, text }) => ({ line, column, reason, text })),
    // What an archive holds besides is found when it is looked at as a whole.
    warnings: [
      ...new Set([
        ...table.warnings,
        ...warnings.map((text) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
      ]),
    ],
  };
}

/** A dialect without how sure it is: a person can give it back. */
function dialectOf({ confidence: _, ...dialect }: SniffedDialect): Dialect {
  return dialect;
}

function summary(table: LoadedTable): string {
  const { name, format, containers, rows, rejected, columns, rejects, warnings } = table;
  const packed = containers.map((container) => `, in ${container}`).join('');
  return [
    `${name}: ${format}${packed}, ${String(rows)} rows, ${String(rejected)} rejected, ${String(columns.length)} columns`,
    ...columns.map((column) => `  ${column.name}  ${column.type}`),
    ...warnings.map((warning) => `  note: ${warning}`),
    ...rejects
      .slice(0, 10)
      .map(
        ({ line, column, reason, text }) =>
          `  line ${String(line)}${column === null ? '' : `, ${column}`}: ${reason}: ${JSON.stringify(text.slice(0, 80))}`,
      ),
    ...(rejected > 10 ? [`  … and ${String(rejected - Math.min(10, rejects.length))} more`] : []),
    '',
  ].join('\n');
}
