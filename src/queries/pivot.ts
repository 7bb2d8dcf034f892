import { ident, join, lit, sql, type Sql } from '../sql/sql.ts';

/** A long table of (key, across, n). */
export interface LongTable {
  readonly relation: string;
  readonly key: string;
  readonly across: string;
}

/** Which columns a pivot shows, between the key and the total. */
export interface PivotColumns {
  /** Clusters with a column of their own: 0 … clusters − 1. */
  readonly clusters: number;
  /** A column for all later clusters. */
  readonly other: boolean;
  /** A column for what is in no cluster. */
  readonly unclustered: boolean;
}

/** The key, then a number for each cluster, `other`, `noise`, `unclustered` and `total`, by position; by total descending, then key. */
export function pivotRows(table: LongTable, columns: PivotColumns): Sql {
  const [key, across] = [ident(table.key), ident(table.across)];
  const tests = [
    ...Array.from({ length: columns.clusters }, (_, cluster) => ({
      name: `c${String(cluster)}`,
      when: sql`${across} = ${lit(cluster)}`,
    })),
    ...(columns.other ? [{ name: 'other', when: sql`${across} >= ${lit(columns.clusters)}` }] : []),
    { name: 'noise', when: sql`${across} < 0` },
    ...(columns.unclustered ? [{ name: 'unclustered', when: sql`${across} IS NULL` }] : []),
    { name: 'total', when: sql`true` },
  ];
  const sums = tests.map(
    ({ name, when }) => sql`coalesce(sum(n) FILTER (WHERE ${when}), 0)::DOUBLE AS ${ident(name)}`,
  );
  return sql`SELECT key, ${join(tests.map(({ name }) => ident(name)))} FROM (
SELECT ${key} AS key, ${join(sums, ',\n  ')}\nFROM ${ident(table.relation)}\nGROUP BY ${key})\nORDER BY total DESC, key NULLS LAST`;
}
