import type { Column } from '../sql/schema.ts';
import { ident, join, lit, sql, type Sql } from '../sql/sql.ts';

/** A value to look for. Timestamps are microseconds since 1970-01-01 UTC as bigint. */
export type KeyValue = string | number | bigint | boolean | null;

/** What rows must fulfil; several conditions hold together. */
export type Condition =
  | { readonly of: 'cluster'; readonly cluster: number }
  | { readonly of: 'session'; readonly session: number }
  | { readonly of: 'key'; readonly column: Column; readonly value: KeyValue };

/** Where sessions and their events are. The names are relations of the engine, or the recipe's own for reading. */
export interface DrillTables {
  /** Every event with its session and its cluster. */
  readonly events: string;
  /** Session → cluster. */
  readonly clusters: string;
  /** A row per session. */
  readonly features: string;
  /** Columns that hold the number of the session and of the cluster. */
  readonly session: string;
  readonly cluster: string;
}

/** Events that fulfil every condition, in the order of reading. */
export function eventRows(
  tables: DrillTables,
  conditions: readonly Condition[],
  columns: readonly string[],
): Sql {
  return sql`SELECT ${join(columns.map(ident))}\nFROM ${ident(tables.events)}${where(conditions.map((condition) => test(tables, condition)))}`;
}

/** Sessions that fulfil every condition, by number: session, cluster, then `columns` of the feature table. A key holds for a session with at least one event of it. */
export function sessionRows(
  tables: DrillTables,
  conditions: readonly Condition[],
  columns: readonly string[],
): Sql {
  const own = conditions
    .filter((condition) => condition.of !== 'key')
    .map((condition) => test(tables, condition));
  const keys = conditions
    .filter((condition) => condition.of === 'key')
    .map((condition) => test(tables, condition));
  const session = ident(tables.session);
  const having =
    keys.length === 0
      ? []
      : [
          sql`${session} IN (SELECT ${session} FROM ${ident(tables.events)} WHERE ${join(keys, ' AND ')})`,
        ];
  const shown = [session, ident(tables.cluster), ...columns.map(ident)];
  return sql`SELECT ${join(shown)}\nFROM ${ident(tables.features)} JOIN ${ident(tables.clusters)} USING (${session})${where([...own, ...having])}\nORDER BY ${session}`;
}

/** Events by cluster of what fulfils the conditions: `cluster`, `n`; noise and events without a cluster included. */
export function eventsByClusterOf(tables: DrillTables, conditions: readonly Condition[]): Sql {
  const cluster = ident(tables.cluster);
  return sql`SELECT ${cluster}, count(*)::DOUBLE AS n\nFROM ${ident(tables.events)}${where(conditions.map((condition) => test(tables, condition)))}\nGROUP BY ${cluster}\nORDER BY n DESC, ${cluster}`;
}

function test(tables: DrillTables, condition: Condition): Sql {
  if (condition.of === 'cluster') return sql`${ident(tables.cluster)} = ${lit(condition.cluster)}`;
  if (condition.of === 'session') return sql`${ident(tables.session)} = ${lit(condition.session)}`;
  return equals(condition.column, condition.value);
}

/** `column = value`, where null equals null and times are written as such. */
export function equals(column: Column, value: KeyValue): Sql {
  const name = ident(column.name);
  if (value === null) return sql`${name} IS NULL`;
  if (column.type === 'timestamp' && typeof value === 'bigint')
    return sql`${name} = make_timestamp(${lit(value)})`;
  if (typeof value === 'number' && !Number.isFinite(value))
    return sql`${name} = ${lit(String(value))}::DOUBLE`;
  return sql`${name} = ${lit(value)}`;
}

function where(tests: readonly Sql[]): Sql {
  return tests.length === 0 ? sql`` : sql`\nWHERE ${join(tests, '\n  AND ')}`;
}
