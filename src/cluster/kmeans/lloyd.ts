import type { Progress } from '../contract.ts';
import type { Work } from '../job.ts';
import type { KmeansResult } from './contract.ts';
import { relocations, type Relocation } from './relocate.ts';
import { inStretches, type Session } from './session.ts';

/** How one run ended; labels, centers and counts are in the kernel, the inertia is that of the points there. */
export interface Run {
  inertia: number;
  iterations: number;
  converged: boolean;
}

/**
 * Lloyd's iteration from the centers that are in the kernel: assign, move the centers to the means, until no row changes its
 * cluster or the squared shifts sum to at most `tolerance`; then assign once more, so that clusters fit the centers.
 * A cluster without rows gets the row farthest from its center (see `relocations`), as in scikit-learn.
 * @param tolerance squared shift in the kernel's scale
 */
export function* runLloyd(
  session: Session,
  k: number,
  maxIter: number,
  tolerance: number,
  progress: Progress,
): Work<Run> {
  const { wasm, rows, dims } = session;
  wasm.kmeans_begin(k);
  wasm.kmeans_set_centers();
  let changed = 0;
  const assign = function* (iteration: number): Work<void> {
    changed = 0;
    yield* inStretches(
      rows,
      k * dims,
      (from, to) => {
        changed += wasm.kmeans_assign(from, to);
      },
      { ...progress, phase: 'iterate', done: progress.done + iteration },
    );
  };

  let iterations = 0;
  let shift = Infinity;
  do {
    yield* assign(iterations++);
    const moves = wasm.kmeans_empty_count() > 0 ? yield* relocations(session, k, progress) : [];
    moves.forEach((move) => relocate(move));
    shift = wasm.kmeans_update();
    for (const { row, from, to } of moves.reverse()) relocate({ row, from: to, to: from });
  } while (changed > 0 && shift > tolerance && iterations < maxIter);
  const converged = changed === 0 || shift <= tolerance;
  if (changed > 0) yield* assign(iterations);

  let inertia = 0;
  yield* inStretches(
    rows,
    dims,
    (from, to) => {
      inertia = wasm.kmeans_inertia(from, to);
    },
    { ...progress, phase: 'iterate', done: progress.done + iterations },
  );
  return { inertia, iterations, converged };

  function relocate({ row, from, to }: Relocation): void {
    wasm.kmeans_relocate(row, from, to);
  }
}

/** What the kernel holds after a run, copied out and brought to the scale of the points given. */
export function readRun({ wasm, rows, dims, factor }: Session, k: number, run: Run): KmeansResult {
  const { buffer } = wasm.memory;
  const centers = new Float64Array(buffer, wasm.kmeans_centers() >>> 0, k * dims);
  return {
    clusters: new Int32Array(buffer, wasm.kmeans_labels() >>> 0, rows).slice(),
    centers: centers.map((value) => value / factor),
    sizes: readSizes(wasm, k),
    inertia: run.inertia / factor / factor,
    iterations: run.iterations,
    converged: run.converged,
  };
}

/** Rows of each cluster after a run. */
export function readSizes(wasm: Session['wasm'], k: number): Int32Array {
  return new Int32Array(wasm.memory.buffer, wasm.kmeans_counts() >>> 0, k).slice();
}
