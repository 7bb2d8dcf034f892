import type { Clusterer, ClusterOptions, MethodName, Methods } from '../cluster/contract.ts';
import { sql, text } from '../sql/sql.ts';
import type { MatrixTask } from '../steps/kind.ts';
import { compute, type Made } from './matrix-methods.ts';
import type { Cancellable, Database, StoredColumn } from './ports.ts';
import type { ClusterSizes } from './result.ts';
import { StepError } from './step-error.ts';

/** What a step gave that is worked out on a matrix. */
export interface MatrixOutcome {
  /** Where the rows were clustered. */
  readonly sizes?: ClusterSizes | undefined;
  /** What the method itself tells of its result. */
  readonly facts: Readonly<Record<string, number>>;
}

/** Fetches the matrix of a step, works on it, and stores the id and what the method gives for each row, ordered by id, as `relation`. Throws StepError with the method's own words. */
export async function runMatrix(
  task: MatrixTask,
  relation: string,
  ports: { readonly database: Database; readonly clusterer: Clusterer },
  options: Cancellable & {
    readonly onProgress: (phase: string, done: number, total: number) => void;
  },
): Promise<MatrixOutcome> {
  const { ids, points, dims, incomplete } = await ports.database.matrix(task.query, options);
  options.onProgress('start', 0, ids.length);
  const own = ownBuffer(points);
  const rows = ids.length;
  const { columns, sizes, facts } = await compute(task.method, {
    dims,
    rows,
    run: (method, params) =>
      resultOf(ports.clusterer, method, own, params, {
        signal: options.signal,
        onProgress: ({ phase, done, total }) => {
          options.onProgress(phase, done, total);
        },
      }),
  });
  await ports.database.store(relation, withIncomplete(task.id, ids, incomplete, columns), options);
  return { facts, ...(sizes ? { sizes: { ...sizes, unclustered: incomplete.length } } : {}) };
}

async function resultOf<M extends MethodName>(
  clusterer: Clusterer,
  method: M,
  points: Float64Array<ArrayBuffer>,
  params: Methods[M]['params'],
  options: ClusterOptions,
): Promise<Methods[M]['result']> {
  const outcome = await clusterer.run(method, points, params, options);
  if (outcome.ok) return outcome.result;
  throw new StepError(outcome.problem.message);
}

/** What a person reads of such a step: the query, and the method in a comment. */
export function matrixText(task: MatrixTask): string {
  return `${text(sql`${task.query}`)}\n-- then ${task.note}`;
}

/** The points in memory that can be handed over: as they are, or copied out of memory that is shared. */
export function ownBuffer(points: Float64Array): Float64Array<ArrayBuffer> {
  return points.buffer instanceof ArrayBuffer
    ? (points as Float64Array<ArrayBuffer>)
    : new Float64Array(points);
}

/** Both id lists are ascending; in rows of `incomplete` every column is null. */
function withIncomplete(
  id: string,
  ids: Int32Array,
  incomplete: Int32Array,
  columns: Made['columns'],
): StoredColumn[] {
  if (incomplete.length === 0) return [{ name: id, values: ids }, ...columns];
  const rows = ids.length + incomplete.length;
  const allIds = new Int32Array(rows);
  const valid = new Uint8Array(rows);
  for (let i = 0, a = 0, b = 0; i < rows; i++) {
    const complete =
      b >= incomplete.length || (a < ids.length && (ids[a] ?? 0) < (incomplete[b] ?? 0));
    allIds[i] = (complete ? ids[a] : incomplete[b]) ?? 0;
    valid[i] = complete ? 1 : 0;
    if (complete) a++;
    else b++;
  }
  return [
    { name: id, values: allIds },
    ...columns.map(({ name, values }) => ({ name, values: spread(values, valid), valid })),
  ];
}

/** The values in the places where `valid` is 1, 0 elsewhere. */
function spread(values: StoredColumn['values'], valid: Uint8Array): StoredColumn['values'] {
  const all =
    values instanceof Int32Array ? new Int32Array(valid.length) : new Float64Array(valid.length);
  for (let i = 0, at = 0; i < valid.length; i++) if (valid[i] === 1) all[i] = values[at++] ?? 0;
  return all;
}
