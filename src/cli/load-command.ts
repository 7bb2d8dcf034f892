import { lossOf, wholeTable, writeTable } from '../engine/export/table-format.ts';
import type { Database, LoadedInput, Sniffed, SourceFile } from '../engine/ports.ts';
import { describeText } from '../engine/profile/describe.ts';
import { infoText } from '../engine/profile/info.ts';
import { profileTable } from '../engine/profile/profile-table.ts';
import type { ColumnStatistics } from '../engine/profile/statistics.ts';
import type { Dialect, SniffedDialect } from '../engine/reading.ts';
import type { Schema } from '../engine/table.ts';
import { createNodeReader } from '../readers/node.ts';
import { writeParquet } from '../readers/parquet/write.ts';
import { ident, sql } from '../sql/sql.ts';
import { openSource, writePieces } from './files.ts';
import { createProgress } from './progress.ts';
import { checkInputs, openReading, readFiles, readingOf } from './reading.ts';
import { formatOfPath } from './table-file.ts';
import { UsageError } from './usage-error.ts';

export interface LoadCommand {
  readonly files: readonly string[];
  /** Where to write the table, by the end of the name: .csv, .tsv, .jsonl, .parquet; several tables are refused. */
  readonly out: string | undefined;
  readonly json: boolean;
  /** File of what a person said about reading. */
  readonly reading: string | undefined;
  /** Whether to say what every column holds. */
  readonly profile: boolean;
}

/** Rejected records that are listed. */
const REJECTS_SHOWN = 100;

/** One table of a file, as `load --json` gives it. */
interface LoadedTable {
  /** Of the file; `FILE#TABLE` where the file holds tables with names. */
  readonly name: string;
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
  /** Where it was asked for. Times are text; counts of bytes are before the engine packs the values. */
  readonly profile?: readonly ColumnStatistics[];
}

/** Loads every table of every file and says what it is. */
export async function loadCommand(
  { files, out, json, reading: said, profile: profiled }: LoadCommand,
  openDatabase: () => Promise<Database>,
): Promise<void> {
  if (files.length === 0) throw new UsageError('Say which files to load.');
  const format = out === undefined ? undefined : formatOfPath(out);
  const document = await openReading(said);
  checkInputs(document, ['file']);
  const { reading, ...rest } = readingOf(document, 'file');
  const sources = readFiles(await Promise.all(files.map(openSource)), rest);
  const progress = createProgress(process.stderr);
  const database = await openDatabase();
  try {
    const reader = createNodeReader(database);
    const tables: { table: LoadedTable; kind: string }[] = [];
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
        const columns = loaded.schema.slice(1);
        const profile = profiled ? await profileOf(database, relation, columns, progress) : null;
        const [file] = loaded.files;
        const loss = format && lossOf(format, file?.rows ?? 0);
        const losses = loss ? [`${out ?? ''}: ${loss}`] : [];
        const kind = [table.format, ...table.containers.map((one) => `in ${one}`)].join(', ');
        tables.push({ table: described(source, table, loaded, profile, losses), kind });
        if (out !== undefined && format !== undefined)
          await writePieces(
            out,
            writeTable(format, wholeTable(relation, columns), database, {
              safe: false,
              parquet: writeParquet,
              onRows: progress.onWritten,
            }),
          );
        await database.run(sql`DROP TABLE ${ident(relation)}`);
      }
    }
    progress.clear();
    const found = tables.map(({ table }) => table);
    if (json) process.stdout.write(`${JSON.stringify({ tables: found }, null, 2)}\n`);
    else for (const { table, kind } of tables) process.stdout.write(summary(table, kind));
  } finally {
    await database.close();
  }
}

function described(
  source: SourceFile,
  table: Sniffed['tables'][number],
  { schema, files, rejects, warnings }: LoadedInput,
  profile: readonly ColumnStatistics[] | null,
  notes: readonly string[],
): LoadedTable {
  const prefix = `${source.name}: `;
  return {
    name: table.name === '' ? source.name : `${source.name}#${table.name}`,
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
        ...notes,
      ]),
    ],
    ...(profile === null ? {} : { profile }),
  };
}

/** What every column holds, with progress. */
async function profileOf(
  database: Database,
  relation: string,
  columns: Schema,
  progress: ReturnType<typeof createProgress>,
): Promise<ColumnStatistics[]> {
  const found: ColumnStatistics[] = [];
  for await (const some of profileTable(database, relation, columns)) {
    found.push(...some);
    progress.onProfiled(found.length, columns.length);
  }
  return found;
}

/** A dialect without how sure it is: a person can give it back. */
function dialectOf({ confidence: _, ...dialect }: SniffedDialect): Dialect {
  return dialect;
}

/** @param kind  its format and what it is packed in. */
function summary(table: LoadedTable, kind: string): string {
  const { name, rows, rejected, columns, rejects, warnings } = table;
  return [
    `${name}: ${kind}, ${String(rows)} rows, ${String(rejected)} rejected, ${String(columns.length)} columns`,
    ...columns.map((column) => `  ${column.name}  ${column.type}`),
    ...warnings.map((warning) => `  note: ${warning}`),
    ...rejects
      .slice(0, 10)
      .map(
        ({ line, column, reason, text }) =>
          `  line ${String(line)}${column === null ? '' : `, ${column}`}: ${reason}: ${JSON.stringify(text.slice(0, 80))}`,
      ),
    ...(rejected > 10 ? [`  … and ${String(rejected - Math.min(10, rejects.length))} more`] : []),
    ...(table.profile ? ['', profileText(name, table.profile)] : ['']),
  ].join('\n');
}

function profileText(name: string, profile: readonly ColumnStatistics[]): string {
  const notes = profile.flatMap(({ name: column, note }) =>
    note === null ? [] : [`  note: ${column}: ${note}\n`],
  );
  return [infoText(name, profile), describeText(profile), ...notes].join('\n');
}
