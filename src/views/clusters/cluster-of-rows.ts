import type { Database } from '../../engine/ports.ts';
import type { StepResult } from '../../engine/result.ts';
import { ident, sql } from '../../sql/sql.ts';
import { CLUSTER, SESSION } from '../../steps/columns.ts';

/** Cluster of each row that was clustered, ordered by id as the matrix was; rows with a null feature are not among them. */
export async function clusterOfRows(
  database: Database | null,
  step: StepResult,
): Promise<Int32Array> {
  if (!database) return new Int32Array(0);
  const id = ident(step.schema[0]?.name ?? SESSION);
  const { points } = await database.matrix(
    sql`SELECT ${id}, ${ident(CLUSTER)}::DOUBLE FROM ${ident(step.relation)} WHERE ${ident(CLUSTER)} IS NOT NULL ORDER BY ${id}`,
  );
  return Int32Array.from(points);
}
