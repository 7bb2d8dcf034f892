import { ident, join, lit, sql, type Sql } from '../sql/sql.ts';

/** One column of an order. Nulls come last either way. */
export interface OrderBy {
  readonly column: string;
  readonly descending?: boolean;
}

/** Rows `offset … offset + count − 1` of a query in a given order; in the query's own order where none is given. */
export function page(query: Sql, order: readonly OrderBy[], offset: number, count: number): Sql {
  return sql`${ordered(query, order)}\nLIMIT ${lit(count)} OFFSET ${lit(offset)}`;
}

/** A query in an order; the query as it is where none is given. */
export function ordered(query: Sql, order: readonly OrderBy[]): Sql {
  if (order.length === 0) return query;
  const columns = order.map(
    ({ column, descending }) =>
      sql`${ident(column)} ${descending ? sql`DESC` : sql`ASC`} NULLS LAST`,
  );
  return sql`SELECT * FROM (\n${query}\n)\nORDER BY ${join(columns)}`;
}

/** How many rows a query gives, as one number `n`. */
export function counted(query: Sql): Sql {
  return sql`SELECT count(*)::DOUBLE AS n FROM (\n${query}\n)`;
}
