import type { Cancellable, Database } from '../engine/ports.ts';
import { ident, join, lit, type Sql, sql } from '../sql/sql.ts';
import { readAs } from './casts.ts';
import { columnWarnings } from './column-warnings.ts';
import { ROW } from './column-plan.ts';
import { looksLike } from './infer-types.ts';

/** What a column of text may nearly be, and what its values are called then. */
const TYPES = [
  { type: 'number', one: 'number', many: 'numbers' },
  { type: 'timestamp', one: 'time', many: 'times' },
  { type: 'boolean', one: 'truth (true or false)', many: 'truths (true or false)' },
] as const;
type Near = (typeof TYPES)[number];

/** How programs write that there is no value, in lower case; an empty text says it, too. */
const NOTHING = [
  ...['', '-', '--', '?', '.', '*', 'n/a', '#n/a', 'na', 'nan', 'null', '(null)', '<null>', '\\n'],
  ...['none', 'nil', 'unknown', 'undefined', 'missing', 'empty', '(empty)', 'not available'],
];

/** Values of one type and those that say nothing, together. */
const NEARLY_ALL = 0.95;
/** Values of that type alone: where much is missing, rejecting it is no help. */
const MOST = 0.8;
/** A sample is not quite like the whole. */
const SAMPLE_SLACK = 0.05;

/** Rows looked at first, at the beginning and in the middle; fewer of a wide table. */
const SAMPLE_ROWS = 250;
const SAMPLE_VALUES = 100_000;
const COLUMNS_AT_ONCE = 500;
/** Columns that are looked at whole and told of by themselves; others that seem to be like them are named together. */
const MOST_TOLD = 10;
const EXAMPLES = 2;
const SHOWN = 40;

/** A column of the table that is text because of its values. */
interface TextColumn {
  readonly name: string;
  /** The file's own name of it. */
  readonly source: string;
}

/**
 * Finds the columns of text that would be numbers, times or truths but for a few of their values, as `n/a`, and says so, a
 * sentence each. A column that is rather text, or of which a number would lose something (leading zeros), gives none.
 * @param rows  of the table, numbered by `_row`.
 */
export async function nearlyTyped(
  database: Database,
  table: string,
  columns: readonly TextColumn[],
  rows: number,
  options: Cancellable,
): Promise<string[]> {
  const told: string[] = [];
  const others: { name: string; warning: string }[] = [];
  for (let start = 0; start < columns.length; start += COLUMNS_AT_ONCE) {
    const some = columns.slice(start, start + COLUMNS_AT_ONCE);
    for (const { column, near } of await suspects(database, table, some, rows, options)) {
      if (told.length >= MOST_TOLD) {
        others.push({
          name: column.source,
          warning: `is text, though nearly all values looked at are ${near.many}`,
        });
        continue;
      }
      const warning = await doubtOf(database, table, column, near, options);
      if (warning !== null) told.push(warning);
    }
  }
  return [...told, ...columnWarnings(others)];
}

function saysNothing(value: Sql): Sql {
  return sql`(lower(trim(${value})) IN (${join(NOTHING.map(lit))}))`;
}

function isNearly(values: number, fitting: number, nothing: number, slack: number): boolean {
  return fitting >= (MOST - slack) * values && fitting + nothing >= (NEARLY_ALL - slack) * values;
}

/** Which columns look so in a sample. A sample without any odd value tells nothing against a column: it is text, so it has some. */
async function suspects(
  database: Database,
  table: string,
  columns: readonly TextColumn[],
  rows: number,
  options: Cancellable,
): Promise<{ column: TextColumn; near: Near }[]> {
  const most = Math.max(20, Math.min(SAMPLE_ROWS, Math.floor(SAMPLE_VALUES / columns.length)));
  const names = join(columns.map(({ name }) => ident(name)));
  const part = (from: number) =>
    sql`SELECT ${names} FROM ${ident(table)} WHERE ${ident(ROW)} BETWEEN ${lit(from)} AND ${lit(from + most - 1)}`;
  const middle = Math.max(most, Math.floor(rows / 2));
  const sample = join([part(0), ...(rows > most ? [part(middle)] : [])], ' UNION ALL ');
  const value = sql`value`;
  const otherwise = sql`${isWrittenOtherwise(value)} AND NOT ${looksLike('number', value)}`;
  const fitting = TYPES.map(({ type }) => {
    const finer = type === 'number' ? sql` OR ${isFiner(value)}` : sql``;
    return sql`count_if(${looksLike(type, value)}${finer})`;
  });
  const found = await database.rows(
    sql`SELECT position, count(*), count_if(${saysNothing(value)} OR (${otherwise})), ${join(fitting)} FROM
      (SELECT unnest([${names}]) AS value, unnest(range(${lit(columns.length)})) AS position FROM (${sample}))
      WHERE value IS NOT NULL GROUP BY position ORDER BY position`,
    options,
  );
  return found.rows.flatMap((row) => {
    const [at = 0, values = 0, nothing = 0, ...fits] = row.map(Number);
    const near = TYPES.find((_, i) => {
      const own = fits[i] ?? 0;
      return isNearly(values, own, nothing, SAMPLE_SLACK);
    });
    const column = columns[at];
    return near && column ? [{ column, near }] : [];
  });
}

/** What a value is to a type: it fits; is an empty text; is none, said by a word for nothing or not; is written otherwise. */
const FITS = 0;
const EMPTY = 1;
const WORD = 2;
const NONE = 3;
const OTHERWISE = 4;
/** It is a number that would not keep its digits: a leading zero, a whole one of more of them than a double has. */
const DIGITS = 5;
/** It is a number with a fraction of more digits than a double keeps. */
const FINER = 6;

function whatIs({ type }: Near, value: Sql): Sql {
  const digits =
    type === 'number'
      ? sql`WHEN ${isFiner(value)} THEN ${lit(FINER)} WHEN NOT ${isWrittenOtherwise(value)} THEN ${lit(DIGITS)}`
      : sql``;
  return sql`CASE WHEN ${looksLike(type, value)} THEN ${lit(FITS)} WHEN trim(${value}) = '' THEN ${lit(EMPTY)}
    WHEN (${readAs(type, value)}) IS NULL THEN CASE WHEN ${saysNothing(value)} THEN ${lit(WORD)} ELSE ${lit(NONE)} END
    ${digits} ELSE ${lit(OTHERWISE)} END`;
}

/** Of a text that is a number: with an exponent, a plus sign, a bare point or blanks, and nothing else is odd about it. */
function isWrittenOtherwise(value: Sql): Sql {
  return sql`regexp_full_match(${value}, '\\s*[+-]?(0|[1-9]\\d{0,14})?(\\.\\d{0,15})?([eE][+-]?\\d+)?\\s*')`;
}

/** Of a text that fits no type: a number of more digits than a double keeps. */
function isFiner(value: Sql): Sql {
  return sql`(length(${value}) > 16 AND regexp_full_match(${value}, '-?(0|[1-9]\\d*)\\.\\d+'))`;
}

async function doubtOf(
  database: Database,
  table: string,
  { name, source }: TextColumn,
  near: Near,
  options: Cancellable,
): Promise<string | null> {
  const values = sql`(SELECT ${ident(name)} AS v, ${ident(ROW)} AS place FROM ${ident(table)} WHERE ${ident(name)} IS NOT NULL)`;
  const judged = sql`(SELECT ${whatIs(near, sql`v`)} AS what, v, place FROM ${values})`;
  const counted = sql`(SELECT what, CASE WHEN what <> ${lit(FITS)} THEN v END AS odd, count(*) AS n, min(place) AS place
    FROM ${judged} GROUP BY ALL)`;
  // One pass over the column: what is left are its distinct odd values.
  const { rows } = await database.rows(
    sql`SELECT what, odd, n, sum(n) OVER (PARTITION BY what) FROM ${counted}
      QUALIFY row_number() OVER (PARTITION BY what ORDER BY n DESC, place) <= ${lit(EXAMPLES)} ORDER BY n DESC, place`,
    options,
  );
  const counts = new Map(rows.map(([what, , , sum]) => [Number(what), Number(sum)]));
  const count = (...some: number[]) => some.reduce((sum, what) => sum + (counts.get(what) ?? 0), 0);
  const all = [...counts.values()].reduce((sum, some) => sum + some, 0);
  const isNear = isNearly(all, count(FITS, FINER), count(EMPTY, WORD, OTHERWISE), 0);
  if (!isNear || count(FITS) === all || count(DIGITS) > 0) return null;
  const kinds = [[WORD, NONE], [OTHERWISE], [FINER]].find((some) => count(...some) > 0) ?? [EMPTY];
  const examples = rows
    .filter(([what]) => kinds.includes(Number(what)))
    .slice(0, EXAMPLES)
    .map(([, odd]) => quoted(String(odd)))
    .join(' and ');
  return sentence(source, near, count(...kinds), all, kinds[0] ?? NONE, examples);
}

function quoted(text: string): string {
  return `"${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}"`;
}

function sentence(
  column: string,
  { one, many }: Near,
  odd: number,
  all: number,
  kind: number,
  examples: string,
): string {
  const some = `${String(odd)} of its ${String(all)} values ${odd === 1 ? 'is' : 'are'}`;
  const said = `It becomes ${many} once its type is said`;
  const [what, then] =
    kind === EMPTY
      ? [odd === 1 ? 'an empty text' : 'empty texts', `${said}; an empty text is null then.`]
      : kind === FINER
        ? [
            `${odd === 1 ? `a ${one}` : many} of more digits than can be kept: ${examples}`,
            `${said}; the last digits are rounded then.`,
          ]
        : kind === OTHERWISE
          ? [
              `${odd === 1 ? `a ${one}` : many} written otherwise: ${examples}`,
              `${said}; how they were written is not kept then.`,
            ]
          : [
              `${odd === 1 ? `no ${one}` : `no ${many}`}: ${examples}`,
              `${said}; records with other values are rejected then.`,
            ];
  return `The column "${column}" is text, for ${some} ${what}. ${then}`;
}
