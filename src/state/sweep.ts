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

/** Fills a grid row by row, so that it can be looked at while it grows. Null asks nothing; another grid starts anew. */
export function createSweep(explorer: Explorer, asked: Accessor<GridAsked | null>): Sweep {
  const [value, setValue] = createSignal<SweepGrid>();
  const [progress, setProgress] = createSignal<{ done: number; total: number } | null>(null);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const question = createMemo(() => {
    const query = explorer.step()?.matrix;
    const grid = asked();
    return query && grid ? JSON.stringify([text(query), grid]) : null;
  });
  const fill = async (grid: GridAsked, signal: AbortSignal): Promise<void> => {
    let shown = emptyGrid(grid);
    setValue(shown);
    const total = grid.minPts.length;
    const order = [...grid.minPts.keys()].sort((a, b) => rank(grid, a) - rank(grid, b));
    for (const [done, row] of order.entries()) {
      setProgress({ done, total });
      const minPts = grid.minPts[row] ?? 1;
      const found = await explorer.run('sweep', { eps: grid.eps, minPts: [minPts] }, { signal });
      signal.throwIfAborted();
      shown = withRow(shown, row, found);
      setValue(shown);
    }
  };
  createEffect(() => {
    const words = question();
    setProgress(null);
    if (words === null) return;
    const controller = new AbortController();
    const { signal } = controller;
    onCleanup(() => {
      controller.abort();
    });
    const [, grid] = JSON.parse(words) as [string, GridAsked];
    fill(grid, signal)
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
