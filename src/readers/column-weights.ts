import type { Cancellable, Database } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, lit, type Sql, sql } from '../sql/sql.ts';
import { ROW } from './column-plan.ts';

const BLOCK_BYTES = 2 ** 18;
/** Columns that are looked at by their values: of more, those that fill no block are taken to be alike. */
const MOST_LOOKED_AT = 200;

/**
 * The share of a packed table that each of these columns takes. Segments of a block each are counted, for the engine does
 * not say how long the last ones are: columns that fill no block share what is left, by what their values should take.
 * @param tableBytes  of the table, packed.
 */
export async function columnWeights(
  database: Database,
  table: string,
  columns: readonly string[],
  tableBytes: number,
  options: Cancellable,
): Promise<number[]> {
  // Of each row group the last segment is as long, for its rows, as those before it.
  const { rows } = await database.rows(
    sql`SELECT column_name, sum(blocks)::DOUBLE FROM (SELECT column_name,
        coalesce(sum(count) / max(CASE WHEN segment_id = 0 AND segments > 1 THEN count END), 0) AS blocks
        FROM (SELECT *, count(*) OVER (PARTITION BY column_name, row_group_id) AS segments
          FROM pragma_storage_info(${lit(table)}) WHERE segment_type <> 'VALIDITY')
        GROUP BY column_name, row_group_id) GROUP BY column_name`,
    options,
  );
  const found = new Map(rows.map(([name, blocks]) => [String(name), Number(blocks) * BLOCK_BYTES]));
  const known = columns.map((name) => found.get(name) ?? 0);
  const sum = known.reduce((all, own) => all + own, 0);
  const small = columns.filter((_, i) => known[i] === 0);
  const sizes = await valueBytes(database, table, small, options);
  const ofValues = small.reduce((all, name) => all + (sizes.get(name) ?? 1), 0);
  const rest = small.length === 0 ? 0 : Math.max(tableBytes - sum, small.length);
  const all = sum + rest;
  return columns.map((name, i) =>
    known[i] ? known[i] / all : ((rest / all) * (sizes.get(name) ?? 1)) / ofValues,
  );
}

/** About what the values of some columns take when they are packed, by name; empty for very many columns. */
async function valueBytes(
  database: Database,
  table: string,
  columns: readonly string[],
  options: Cancellable,
): Promise<ReadonlyMap<string, number>> {
  if (columns.length === 0 || columns.length > MOST_LOOKED_AT) return new Map();
  const relation = ident(table);
  const schema = await database.describe(sql`SELECT ${join(columns.map(ident))} FROM ${relation}`);
  const values = schema.map(({ name, type }, i) => {
    const value = valueOf(type, ident(name));
    // The engine packs numbers as they are, or as steps from one to the next.
    const step = isWhole(type)
      ? sql`${value} - lag(${value}) OVER (ORDER BY ${ident(ROW)})`
      : sql`NULL`;
    return sql`${value} AS ${ident(`v${String(i)}`)}, ${step} AS ${ident(`s${String(i)}`)}`;
  });
  const measures = schema.map(({ type }, i) => {
    const [value, step] = [ident(`v${String(i)}`), ident(`s${String(i)}`)];
    const range = sql`least(max(${value}) - min(${value}), max(${step}) - min(${step}))`;
    const measure = type === 'text' ? sql`avg(strlen(${value}))` : isWhole(type) ? range : sql`0`;
    return sql`count(${value}), approx_count_distinct(${value}), coalesce(${measure}, 0)::DOUBLE`;
  });
  const { rows } = await database.rows(
    sql`SELECT ${join(measures)} FROM (SELECT ${join(values)} FROM ${relation})`,
    options,
  );
  const numbers = (rows[0] ?? []).map(Number);
  return new Map(
    schema.map(({ name, type }, i) => {
      const [count = 0, distinct = 0, measure = 0] = numbers.slice(3 * i);
      return [name, Math.max(1, packed(type, count, distinct, measure))];
    }),
  );
}

function isWhole(type: ColumnType): boolean {
  return type === 'integer' || type === 'timestamp';
}

/** Whole numbers and times as what can be subtracted without a limit. */
function valueOf(type: ColumnType, column: Sql): Sql {
  if (type === 'integer') return sql`${column}::DOUBLE`;
  return type === 'timestamp' ? sql`try(epoch_us(${column}))::DOUBLE` : column;
}

/**
 * Bytes of the values as numbers of a dictionary, or as they are, whichever is less.
 * @param measure  mean bytes of a text; range of whole numbers or of the steps between them.
 */
function packed(type: ColumnType, count: number, distinct: number, measure: number): number {
  if (type === 'boolean') return count / 8;
  const one = type === 'text' ? measure + 4 : isWhole(type) ? Math.log2(measure + 2) / 8 : 8;
  const dictionary = (count * Math.log2(distinct + 1)) / 8 + distinct * (type === 'text' ? one : 8);
  return Math.min(count * one, dictionary);
}
