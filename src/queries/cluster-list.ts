import { ident, sql, type Sql } from '../sql/sql.ts';

/** Distinct values of a session's own column per cluster: `cluster`, `n`. Sessions without a cluster are in none. */
export function keysByCluster(
  tables: {
    readonly features: string;
    readonly clusters: string;
    readonly session: string;
    readonly cluster: string;
  },
  key: string,
): Sql {
  const cluster = ident(tables.cluster);
  return sql`SELECT ${cluster}, count(DISTINCT ${ident(key)})::DOUBLE AS n
FROM ${ident(tables.clusters)} JOIN ${ident(tables.features)} USING (${ident(tables.session)})
WHERE ${cluster} IS NOT NULL
GROUP BY ${cluster}
ORDER BY ${cluster}`;
}
