import type { Cancellable, Database, Reject } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, lit, scratch, type Sql, sql } from '../sql/sql.ts';
import { EXPECTED, failsAs } from './casts.ts';
import type { PlannedColumn } from './column-plan.ts';
import { TEXT_KEPT, type TextSlice, type TypedSlice } from './scanner.ts';
import { lineBreaksOf, makeLineIndex } from './slice-lines.ts';
import { countRows, type SliceSource, stageColumn } from './stage.ts';
import { ISO_TIME } from './times/cast.ts';
import { withoutYear } from './times/years.ts';
import { GAP, OVERLAP } from './times/zone.ts';

/** Counts the records that hold a value which is not of its column's type. */
function checkValues(
  database: Database,
  table: Sql,
  fails: readonly Failing[],
  options: Cancellable,
): Promise<number> {
  if (fails.length === 0) return Promise.resolve(0);
  return countRows(database, table, sql`(${anyOf(fails)})`, options);
}

/** So many columns are looked at in one statement; of more those are found first that hold bad values. */
const FEW_COLUMNS = 64;
const COLUMNS_AT_ONCE = 500;

/**
 * The columns that may hold bad values. Many columns are laid out as rows, for the time in which the engine plans a statement
 * grows with the square of its columns.
 */
async function suspects(
  database: Database,
  table: Sql,
  fails: readonly Failing[],
  options: Cancellable,
): Promise<readonly Failing[]> {
  if (fails.length <= FEW_COLUMNS) return fails;
  const found = fails.filter(({ type }) => type === 'timestamp');
  for (const type of ['integer', 'number', 'boolean'] as const) {
    const same = fails.filter((column) => column.type === type);
    for (let start = 0; start < same.length; start += COLUMNS_AT_ONCE) {
      const some = same.slice(start, start + COLUMNS_AT_ONCE);
      const values = join(some.map(({ i }) => ident(stageColumn(i))));
      const { rows } = await database.rows(
        sql`SELECT DISTINCT position FROM (SELECT unnest([${values}]) AS value, unnest(range(${lit(some.length)})) AS position FROM ${table})
          WHERE ${failsAs(type, sql`value`)}`,
        options,
      );
      found.push(...rows.flatMap(([position]) => some[Number(position)] ?? []));
    }
  }
  return found.toSorted((a, b) => a.i - b.i);
}

interface Failing {
  readonly i: number;
  readonly type: ColumnType;
  /** True where the value is not of the type. */
  readonly fails: Sql;
  /** Kind of the clock change that a local time met, 0 for none. */
  readonly change: Sql;
}

/** The columns whose text has to be of a type. */
function failing(plan: readonly PlannedColumn[], stored: readonly ColumnType[]): Failing[] {
  return plan.flatMap(({ type, cast }, i): Failing[] => {
    if (type === null || type === stored[i]) return [];
    const column = ident(stageColumn(i));
    const time = type === 'timestamp' ? (cast ?? ISO_TIME) : null;
    return [
      {
        i,
        type,
        fails: failsAs(type, column, cast),
        change: time?.clockChange ? time.clockChange(sql`trim(${column})`) : lit(0),
      },
    ];
  });
}

function anyOf(fails: readonly Failing[]): Sql {
  return join(
    fails.map((column) => column.fails),
    ' OR ',
  );
}

/**
 * Takes the records out of a scratch table whose values are not of the planned types.
 */
export async function rejectBadValues(
  database: Database,
  name: string,
  plan: readonly PlannedColumn[],
  stored: readonly ColumnType[],
  slice: TextSlice | TypedSlice,
  { name: file, columns, wide }: SliceSource,
  keep: number,
  options: Cancellable,
): Promise<{ rejected: number; rejects: Reject[] }> {
  const table = scratch(name);
  const fails = await suspects(database, table, failing(plan, stored), options);
  const rejected = await checkValues(database, table, fails, options);
  if (rejected === 0) return { rejected, rejects: [] };

  const bad = anyOf(fails);
  const byColumn = (value: (column: Failing) => Sql) =>
    sql`CASE which ${join(
      fails.map((column) => sql`WHEN ${lit(column.i)} THEN ${value(column)}`),
      ' ',
    )} END`;
  const which = join(
    fails.map((column) => sql`WHEN ${column.fails} THEN ${lit(column.i)}`),
    ' ',
  );
  const found = await database.rows(
    sql`SELECT record, which, left(${byColumn(({ i }) => ident(stageColumn(i)))}, ${lit(TEXT_KEPT)}), ${byColumn(({ change }) => change)}
      FROM (SELECT *, rowid AS record, CASE ${which} END AS which FROM ${table} WHERE ${bad})
      ORDER BY record LIMIT ${lit(keep)}`,
    options,
  );
  await database.run(sql`DELETE FROM ${table} WHERE ${bad}`, options);
  const lineOf = makeLineIndex(lineBreaksOf(slice));
  const perRecord = (slice.kind === 'typed' ? slice.wide?.perRecord : undefined) ?? 1;
  const valueColumn = wide && columns.at(-1)?.name;
  const rejects = found.rows.map(([row, position, text, change]): Reject => {
    const column = plan[Number(position)];
    const cell = wide?.cells[Number(row) % perRecord];
    const source = column?.source ?? null;
    return {
      file,
      line: lineOf(Math.floor(Number(row) / perRecord)),
      // Of a cell the file's own column is named.
      column: source === valueColumn ? (wide?.names[cell ?? -1] ?? source) : source,
      reason: reasonFor(column, Number(change ?? 0)),
      text: withoutYear(String(text)),
    };
  });
  return { rejected, rejects };
}

function reasonFor(column: PlannedColumn | undefined, change: number): string {
  const zone = column?.time?.zone ?? '';
  if (change === GAP) return `a time that a clock change in ${zone} leaves out`;
  if (change === OVERLAP) return `a time that happens twice, by a clock change in ${zone}`;
  if (column?.type === 'timestamp' && column.cast) return column.cast.expected;
  return EXPECTED[column?.type ?? 'text'];
}
