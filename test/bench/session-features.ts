import { ident, sql } from '../../src/sql/sql.ts';
import { makeRandom } from '../cluster/cases.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { loadLog, runLog, simulatedLog } from '../engine/small-run.ts';

const DIMS = 8;
/** The columns that are measured and not counted: the mean delay and the duration. */
const MEASURED = [6, 7];

let base: Promise<Float64Array> | undefined;

/**
 * Features of sessions, min–max scaled: those of the simulated campaign of 24 k clicks, through the real engine, and for more
 * rows than it has sessions seeded draws of them whose measured columns are blurred by 1 %.
 * @returns rows × 8
 */
export async function sessionFeatures(rows: number): Promise<Float64Array<ArrayBuffer>> {
  const known = await (base ??= simulatedFeatures());
  const points = new Float64Array(rows * DIMS);
  points.set(known.subarray(0, points.length));
  const random = makeRandom(4);
  for (let at = known.length; at < points.length; at += DIMS) {
    const from = Math.floor((random() * known.length) / DIMS) * DIMS;
    for (let j = 0; j < DIMS; j++) points[at + j] = known[from + j] ?? 0;
    for (const j of MEASURED) {
      const value = points[at + j] ?? 0;
      if (value > 0) points[at + j] = Math.min(1, value * (1 + (random() - 0.5) * 0.02));
    }
  }
  return points;
}

async function simulatedFeatures(): Promise<Float64Array> {
  const database = await sharedDatabase();
  const result = await runLog(await loadLog(simulatedLog(1), 'log of the benchmark'));
  const scaled = result.steps.find(({ as }) => as === 'scaled_ipua');
  if (!scaled) throw new Error('The recipe has no scaled_ipua any more.');
  return (
    await database.matrix(
      sql`SELECT * FROM ${ident(scaled.relation)} ORDER BY ${ident('session_id')}`,
    )
  ).points;
}
