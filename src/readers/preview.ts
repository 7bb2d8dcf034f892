import {
  type Cancellable,
  type Database,
  type LoadedInput,
  type LoadRequest,
  type Preview,
  type PreviewQuestion,
  ReadError,
  type Reader,
  type SniffedTable,
} from '../engine/ports.ts';
import { ident, lit, sql } from '../sql/sql.ts';
import { beginningsOf } from './beginnings.ts';
import { type PlannedColumn, ROW } from './column-plan.ts';
import { settledRequest } from './preview-request.ts';
import type { Scanner, TableDescription } from './scanner.ts';
import { proposeUnpivot } from './unpivot/pattern.ts';

/** What a preview shares with the loads of its reader. */
export interface PreviewContext {
  readonly database: Database;
  /** Its `sniff` may remember what it found. */
  readonly scanner: Scanner;
  /** What a load does before anything is read. */
  readonly prepare: (
    request: LoadRequest,
    options: Cancellable,
  ) => Promise<{ readonly plan: readonly PlannedColumn[] }>;
  readonly sniffed: (table: TableDescription) => SniffedTable;
  /** The way of a load, with another scanner. */
  readonly readerOf: (scanner: Scanner) => Pick<Reader, 'load'>;
}

const LINES_SHOWN = 100;
const ROWS_SHOWN = 100;
/** Records are looked at in so many files at most; of all others only the columns are. */
const MOST_FILES = 8;

/** Previews made so far: several may be on their way. */
let previews = 0;

/** Loads the beginnings of some files and drops what they became; see {@link Reader.preview}. */
export async function previewFiles(
  context: PreviewContext,
  request: LoadRequest,
  { file: at = 0, ...options }: Cancellable & { readonly file?: number } = {},
): Promise<Preview> {
  const { database, scanner, prepare, sniffed } = context;
  const shown = request.files[at];
  if (!shown) throw new RangeError(`There is no file ${String(at)}.`);
  previews += 1;
  const relation = `spoor_preview_${String(previews)}`;
  const others = request.files.filter((file) => file !== shown);
  const looked = new Set([shown, ...others].slice(0, MOST_FILES));
  const beginnings = beginningsOf(scanner, looked);
  const { load } = context.readerOf(beginnings.scanner);
  try {
    const { loaded, settled, missing, questions } = await loadAnyhow(
      (wanted) => load({ ...wanted, relation }, options),
      await previewRequest(context, request, options),
    );
    const { plan } = await prepare(settled, options);
    const sources = new Map(plan.map(({ name, source }) => [name, source]));
    const before = loaded.files.slice(0, at).reduce((sum, { rows }) => sum + rows, 0);
    const { rows } = await database.rows(
      sql`SELECT * EXCLUDE (${ident(ROW)}) FROM ${ident(relation)}
        ORDER BY ${ident(ROW)} < ${lit(before)}, ${ident(ROW)} LIMIT ${lit(ROWS_SHOWN)}`,
      options,
    );
    // As it is, whatever of it is wanted.
    const [description] = await scanner.sniff(shown, options);
    if (!description) throw new RangeError(`${shown.name} holds no table.`);
    const table = sniffed(description);
    const counts = loaded.files.map(
      ({ rows: taken, rejected, unwanted = 0 }) => taken + rejected + unwanted,
    );
    const unread = new Set(
      others.filter((file) => !looked.has(file)).map(({ name }) => `${name}: no rows.`),
    );
    const lines = description.layout
      ? await scanner.lines(shown, description, LINES_SHOWN, options)
      : [];
    return {
      table,
      lines: lines.length > 0 || table.dialect ? lines : null,
      columns: loaded.schema
        .filter(({ name }) => name !== ROW)
        .map(({ name, type }) => ({
          name,
          type,
          source: sources.get(name) ?? name,
          declared: Object.hasOwn(request.types, name) ? (request.types[name] ?? null) : null,
        })),
      rows,
      records: counts.reduce((sum, count) => sum + count, 0),
      rejected: loaded.files.reduce((sum, { rejected }) => sum + rejected, 0),
      rejects: loaded.rejects,
      whole: beginnings.whole(),
      missing,
      pivoted: proposeUnpivot(table.columns.map(({ name }) => name)),
      questions,
      warnings: loaded.warnings.filter((warning) => !unread.has(warning)),
    };
  } finally {
    await database.run(sql`DROP TABLE IF EXISTS ${ident(relation)}`);
  }
}

/**
 * The request without what was said of columns that are not there: as long as a person tries how the files are written, other
 * columns come and go. Nothing is too large, for only beginnings are read.
 */
async function previewRequest(
  { scanner, sniffed }: PreviewContext,
  request: LoadRequest,
  options: Cancellable,
): Promise<LoadRequest> {
  const { columns = {}, unpivot, ...reading } = request.reading ?? {};
  const known = new Set([...(unpivot?.names ?? []), ...(unpivot ? [unpivot.value] : [])]);
  for (const file of request.files)
    for (const table of await scanner.sniff(file, options))
      for (const { name } of sniffed(table).columns) known.add(name);
  const kept = Object.entries(columns).filter(([column]) => known.has(column));
  return {
    ...request,
    reading: {
      ...reading,
      ...(unpivot && { unpivot }),
      ...(kept.length > 0 && { columns: Object.fromEntries(kept) }),
      evenIfLarge: true,
    },
  };
}

/** Loads what a request wants; where a load would ask, it is read as plainly as can be, and the question is kept. */
async function loadAnyhow(
  load: (request: LoadRequest) => Promise<LoadedInput>,
  request: LoadRequest,
) {
  const questions: PreviewQuestion[] = [];
  let missing: readonly string[] = [];
  for (let settled = request; ;) {
    try {
      return { loaded: await load(settled), settled, missing, questions };
    } catch (thrown) {
      if (!(thrown instanceof ReadError) || !thrown.question) throw thrown;
      const { question, message } = thrown;
      const next = settledRequest(settled, question);
      if (!next) throw thrown;
      if (question.kind === 'columns') missing = question.missing;
      else questions.push({ message, question });
      settled = next;
    }
  }
}
