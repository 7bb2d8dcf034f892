import { ReadError } from '../../engine/ports.ts';
import { type Conversion, NUMBER, TEXT } from '../arrow/convert.ts';
import { makeSlices } from '../arrow/slices.ts';
import { columnWarnings } from '../column-warnings.ts';
import type { FormatModule } from '../format.ts';
import type { FileColumn, FormatTable } from '../scanner.ts';
import { columnsOf, quoted, textOf } from './columns.ts';
import { openDatabase, type OpenDatabase, saidBy, TooLong } from './open.ts';
import { rowsOf } from './rows.ts';
import { placeOf, UNKNOWN } from './wanted.ts';

const TABLES = `SELECT name, type FROM pragma_table_list
  WHERE schema = 'main' AND type IN ('table', 'view', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
  ORDER BY name`;

export const describe: FormatModule['describe'] = async (source, options) => {
  const { signal } = options;
  const open = await openDatabase(await source.blob(), source.file, options);
  try {
    const all = open
      .ask(() => open.db.selectArrays(TABLES))
      .map(([name, type]) => ({ name: textOf(name), isTable: type === 'table' }));
    if (all.length === 0)
      throw new ReadError(
        'empty',
        ['This SQLite database has no tables.', ...open.warnings].join(' '),
        source.file,
      );
    const asked = all.filter(({ name }) => name === options.table);
    const wanted = asked.length > 0 ? asked : all;
    const tables: FormatTable[] = [];
    const unread: { name: string; thrown: ReadError }[] = [];
    for (const { name, isTable } of wanted) {
      await heard(signal);
      // Where one view has no end, nobody waits for each of many.
      const endless = unread.find(({ thrown }) => thrown instanceof TooLong);
      if (endless && !isTable) unread.push({ name, thrown: endless.thrown });
      else
        try {
          tables.push(describeTable(open, name, isTable, source.file));
        } catch (thrown) {
          if (!(thrown instanceof ReadError) || wanted.length === 1 || !open.isSound())
            throw thrown;
          unread.push({ name, thrown });
        }
    }
    if (tables.length === 0 && unread[0]) throw unread[0].thrown;
    const passedOver = unread.map(
      ({ name, thrown }) =>
        `The database holds "${name}", too, which is not read: ${thrown.message}`,
    );
    return tables.map((table) => ({ ...table, warnings: [...table.warnings, ...passedOver] }));
  } finally {
    open.close();
  }
};

function describeTable(
  open: OpenDatabase,
  name: string,
  isTable: boolean,
  file: string,
): FormatTable {
  try {
    const columns = columnsOf(open, name);
    return {
      name,
      columns: columns.map(({ name: column, type }) => ({ name: column, type })),
      layout: null,
      rows: countOf(open, name),
      warnings: [...open.warnings, ...columnWarnings(columns)],
    };
  } catch (thrown) {
    // A table has an end, unless its pages point to each other.
    if (isTable && thrown instanceof TooLong) requireSound(open, name, file);
    throw thrown;
  }
}

function countOf({ db, ask }: OpenDatabase, table: string): number {
  return Number(ask(() => db.selectValue(`SELECT count(*) FROM ${quoted(table)}`)));
}

/** Lets the thread hear an abort, which it does not while SQLite works. Throws its reason. */
async function heard(signal: AbortSignal | undefined): Promise<void> {
  if (signal) await new Promise((resolve) => setTimeout(resolve));
  signal?.throwIfAborted();
}

/** Cells of a slice at most. */
const SLICE_CELLS = 1 << 20;
const MOST_ROWS = 65_536;

export const read: FormatModule['read'] = async function* (source, table, options) {
  const { signal } = options;
  const open = await openDatabase(await source.blob(), source.file, options);
  try {
    const { isTable, rows } = checkedRows(open, table.name, source.file);
    const passing = isTable ? passingOf(open, table) : null;
    const passedOver = passing?.rows ?? 0;
    const expected = rows - passedOver;
    // An index that holds all the columns would give them in its own order.
    const tail = isTable ? `NOT INDEXED ${passing?.where ?? ''}` : '';
    const most = Math.max(1, Math.min(MOST_ROWS, Math.floor(SLICE_CELLS / table.columns.length)));
    const slices = makeSlices(
      table.columns.map(({ name, type }) => ({ name, conversion: conversionOf(type) })),
    );
    await heard(signal);
    for (const batch of rowsOf(open, table, most, tail)) {
      await heard(signal);
      yield slices.slice(batch, (slices.records() + batch.numRows) / Math.max(expected, 1));
    }
    if (slices.records() !== expected)
      throw damaged(
        source.file,
        `it counts ${String(expected)} rows and gives ${String(slices.records())}`,
      );
    yield { kind: 'end', records: rows, rejected: 0, passedOver, warnings: slices.warnings() };
  } finally {
    open.close();
  }
};

/** Whether it is a table, whose pages are sound then, and its number of rows. */
function checkedRows(
  open: OpenDatabase,
  table: string,
  file: string,
): { isTable: boolean; rows: number } {
  const { db, ask } = open;
  const isTable =
    ask(() =>
      db.selectValue(
        "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = ? AND type = 'table'",
        [table],
      ),
    ) !== undefined;
  if (isTable) requireSound(open, table, file);
  return { isTable, rows: countOf(open, table) };
}

/** Throws ReadError where SQLite finds fault with the pages of a table. */
function requireSound({ db, ask }: OpenDatabase, table: string, file: string): void {
  const statement = ask(() => db.prepare(`PRAGMA quick_check(${quoted(table)})`));
  try {
    // It goes on to the rows after it found fault with the pages, and they may have no end.
    while (ask(() => statement.step())) {
      const verdict = textOf(ask(() => statement.get(0)));
      // Broken rules are the writer's affair: the values are what they are.
      if (verdict !== 'ok' && !/NULL value in|CHECK constraint|non-\w+ value in/.test(verdict))
        throw damaged(file, `SQLite says "${saidBy(verdict)}"`);
    }
  } finally {
    ask(() => statement.finalize());
  }
}

/** How many rows of a table need not be read, and the condition of all others; null where that cannot be told of every row. */
function passingOf(
  { db, ask }: OpenDatabase,
  { name, columns, wanted }: FormatTable,
): { rows: number; where: string } | null {
  const column = columns[wanted?.at ?? -1];
  const place = column && wanted ? placeOf(column, wanted) : null;
  if (place === null) return null;
  const sum = ask(() => db.selectValue(`SELECT total(${place}) FROM ${quoted(name)}`));
  const rows = Number(sum);
  return rows < UNKNOWN ? { rows, where: `WHERE ${place} = 0` } : null;
}

function damaged(file: string, what: string): ReadError {
  const message = `This SQLite database is damaged: ${what}. Mend it with sqlite3's .recover, or ask for it again.`;
  return new ReadError('unreadable', message, file);
}

function conversionOf(type: FileColumn['type']): Conversion {
  if (type === 'number') return NUMBER;
  if (type === null || type === 'text') return TEXT;
  return { type, convert: (data) => data };
}
