import { ident, join, lit, sql, type Sql } from '../../sql/sql.ts';
import type { Cancellable, Database } from '../ports.ts';
import type { RunResult, StepResult } from '../result.ts';
import type { Column } from '../table.ts';
import type { TableSource } from './table-source.ts';

/** A table as it is shown and exported. */
export interface ExportTable extends TableSource {
  readonly name: string;
  readonly step: StepResult;
}

/** Every table of a run that is exported, in the recipe's order; crosstabs widened. */
export async function exportTables(
  result: RunResult,
  database: Database,
  options: Cancellable = {},
): Promise<ExportTable[]> {
  const tables: ExportTable[] = [];
  for (const step of result.steps) {
    if (step.exported === false) continue;
    tables.push(step.long ? await widened(step, database, options) : plain(step, step.exported));
  }
  return tables;
}

function plain(step: StepResult, columns: readonly string[]): ExportTable {
  const schema = columns.flatMap((name) => step.schema.filter((column) => column.name === name));
  return {
    name: step.as,
    step,
    schema,
    query: sql`SELECT ${join(columns.map(ident))} FROM ${ident(step.relation)}`,
  };
}

/** (key, cluster, n) as a row per key: `cluster_0` …, `noise`, `unclustered` where there is any, `total`; by total descending, then key. */
export async function widened(
  step: StepResult,
  database: Database,
  options: Cancellable = {},
): Promise<ExportTable> {
  const [key, across] = step.schema;
  if (!key || !across) throw new RangeError(`${step.as} is no long table.`);
  const relation = ident(step.relation);
  const value = ident(across.name);
  const found = await database.rows(
    sql`SELECT DISTINCT ${value} FROM ${relation} ORDER BY ${value}`,
    options,
  );
  const values = found.rows.map(([cell]) =>
    cell === null || cell === undefined ? null : Number(cell),
  );
  const largest = values.reduce<number>((most, v) => Math.max(most, v ?? -1), -1);
  const sum = (when: Sql) => sql`coalesce(sum(n) FILTER (WHERE ${when}), 0)`;
  const wide = [
    ...Array.from({ length: largest + 1 }, (_, cluster) => ({
      title: `${across.name}_${String(cluster)}`,
      cell: sql`coalesce(map_extract_value(w.m, ${lit(cluster)}), 0)`,
    })),
    { title: 'noise', cell: sql`w.noise` },
    ...(values.includes(null) ? [{ title: 'unclustered', cell: sql`w.unclustered` }] : []),
    { title: 'total', cell: sql`w.total` },
  ].map(({ title, cell }) => ({
    title: title === key.name.toLowerCase() ? `${title}_2` : title,
    cell,
  }));
  const columns = wide.map(({ title, cell }) => sql`${cell}::DOUBLE AS ${ident(title)}`);
  return {
    name: step.as,
    step,
    schema: [key, ...wide.map(({ title }): Column => ({ name: title, type: 'number' }))],
    // A sum for each of some thousand clusters would take all memory; a lookup in one map takes hardly any.
    query: sql`SELECT ${join([sql`w.k AS ${ident(key.name)}`, ...columns], ',\n  ')}
FROM (SELECT ${ident(key.name)} AS k, map_from_entries(list({'k': ${value}, 'v': n}) FILTER (WHERE ${value} >= 0)) AS m,
  ${sum(sql`${value} = -1`)} AS noise, ${sum(sql`${value} IS NULL`)} AS unclustered, sum(n) AS total
  FROM ${relation}
  GROUP BY ${ident(key.name)}) AS w
ORDER BY w.total DESC, w.k NULLS LAST`,
  };
}
