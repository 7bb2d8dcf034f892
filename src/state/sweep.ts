import { createEffect, createMemo, createSignal, onCleanup, type Accessor } from 'solid-js';
import { text } from '../sql/sql.ts';
import type { Explorer } from './explorer.ts';
import { failureOf, isAbort, type Failure } from './failure.ts';

/** Runs of DBSCAN on a grid, minPts-major; −1 and NaN where a cell is not computed yet. */
export interface SweepGrid {
  readonly eps: Float64Array;
  readonly minPts: Int32Array;
  readonly clusterCount: Int32Array;
  readonly noiseShare: Float64Array;
  readonly largestShare: Float64Array;
}

export interface Sweep {
  readonly value: Accessor<SweepGrid | undefined>;
  /** Rows of the grid done, of how many; null when nothing is under way. */
  readonly progress: Accessor<{ readonly done: number; readonly total: number } | null>;
  readonly failure: Accessor<Failure | null>;
}

export interface GridAsked {
  readonly eps: readonly number[];
  readonly minPts: readonly number[];
  /** The minPts in use: its row comes first. */
  readonly first: number;
}

/**
 * Fills a grid row by row, so that it can be looked at while it grows. Null asks nothing; another grid starts anew; while
 * `paused`, nothing is done and what is there stays.
 */
export function createSweep(
  explorer: Explorer,
  asked: Accessor<GridAsked | null>,
  paused: Accessor<boolean> = () => false,
): Sweep {
  const [value, setValue] = createSignal<SweepGrid>();
  const [progress, setProgress] = createSignal<{ done: number; total: number } | null>(null);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const question = createMemo(() => {
    const query = explorer.step()?.matrix;
    const grid = asked();
    return query && grid ? JSON.stringify([text(query), grid]) : null;
  });
  let open: { readonly words: string; readonly rows: number[] } | null = null;

  const fill = async (grid: GridAsked, rows: number[], signal: AbortSignal): Promise<void> => {
    const total = grid.minPts.length;
    for (let row = rows[0]; row !== undefined; row = rows[0]) {
      setProgress({ done: total - rows.length, total });
      const minPts = grid.minPts[row] ?? 1;
      const found = await explorer.run('sweep', { eps: grid.eps, minPts: [minPts] }, { signal });
      signal.throwIfAborted();
      rows.shift();
      const at = row;
      setValue((shown) => withRow(shown ?? emptyGrid(grid), at, found));
    }
  };
  createEffect(() => {
    const words = question();
    setProgress(null);
    if (words === null) return;
    const [, grid] = JSON.parse(words) as [string, GridAsked];
    if (open?.words !== words) {
      open = { words, rows: rowsInOrder(grid) };
      setValue(emptyGrid(grid));
    }
    if (paused() || explorer.rowsGone()) return;
    const { signal, abort } = makeAbort();
    onCleanup(abort);
    fill(grid, open.rows, signal)
      .then(() => setFailure(null))
      .catch((error: unknown) => {
        if (!signal.aborted && !isAbort(error)) setFailure(failureOf(error));
      })
      .finally(() => {
        if (!signal.aborted) setProgress(null);
      });
  });
  return { value: () => (question() === null ? undefined : value()), progress, failure };
}

function makeAbort(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

function rowsInOrder(grid: GridAsked): number[] {
  return [...grid.minPts.keys()].sort((a, b) => rank(grid, a) - rank(grid, b));
}

function rank({ minPts, first }: GridAsked, row: number): number {
  return Math.abs(Math.log((minPts[row] ?? 1) / first));
}

function emptyGrid({ eps, minPts }: GridAsked): SweepGrid {
  const cells = eps.length * minPts.length;
  return {
    eps: Float64Array.from(eps),
    minPts: Int32Array.from(minPts),
    clusterCount: new Int32Array(cells).fill(-1),
    noiseShare: new Float64Array(cells).fill(NaN),
    largestShare: new Float64Array(cells).fill(NaN),
  };
}

function withRow(
  grid: SweepGrid,
  row: number,
  found: Pick<SweepGrid, 'clusterCount' | 'noiseShare' | 'largestShare'>,
): SweepGrid {
  const at = row * grid.eps.length;
  const filled = <T extends Int32Array | Float64Array>(before: T, values: T): T => {
    const after = before.slice() as T;
    after.set(values, at);
    return after;
  };
  return {
    ...grid,
    clusterCount: filled(grid.clusterCount, found.clusterCount),
    noiseShare: filled(grid.noiseShare, found.noiseShare),
    largestShare: filled(grid.largestShare, found.largestShare),
  };
}
