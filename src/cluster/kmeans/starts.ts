import { KMEANS_BLOCK_ROWS } from '../../../wasm/abi.ts';
import type { Progress } from '../contract.ts';
import type { Work } from '../job.ts';
import { inStretches, type Session } from './session.ts';

/**
 * Choose k points as starts, left in the kernel's centers: each is drawn with probability in proportion to the squared
 * distance to the nearest start so far; of 2 + ⌊ln k⌋ drawn, the one that lowers the sum of those distances most.
 * Arthur, Vassilvitskii: k-means++, the advantages of careful seeding (SODA 2007), greedy as in scikit-learn.
 * @param uniform numbers, 0 ≤ x < 1
 */
export function* chooseStarts(
  { wasm, rows, dims }: Session,
  k: number,
  uniform: () => number,
  progress: Progress,
): Work<void> {
  const blocks = Math.ceil(rows / KMEANS_BLOCK_ROWS);
  const view = (at: number, length: number): Float64Array =>
    new Float64Array(wasm.memory.buffer, at >>> 0, length);
  const measure = (cluster: number): Work<void> =>
    inStretches(rows, dims, (from, to) => wasm.kmeans_near(from, to, cluster), progress);

  const candidates = 2 + Math.floor(Math.log(k));
  wasm.kmeans_choose(0, Math.floor(uniform() * rows));
  yield* measure(0);
  for (let cluster = 1; cluster < k; cluster++) {
    const sums = view(wasm.kmeans_block_sums(), blocks);
    const distances = view(wasm.kmeans_distances(), rows);
    const total = sums.reduce((sum, part) => sum + part, 0);
    const drawn = Array.from({ length: candidates }, () =>
      draw(sums, distances, uniform() * total),
    );
    drawn.forEach((row, lane) => wasm.kmeans_candidate(lane, row, cluster));
    yield* inStretches(
      rows,
      dims * candidates,
      (from, to) => wasm.kmeans_try(from, to, candidates),
      progress,
    );
    let best = 0;
    for (let lane = 1; lane < candidates; lane++) {
      if (wasm.kmeans_potential(lane) < wasm.kmeans_potential(best)) best = lane;
    }
    wasm.kmeans_candidate(0, drawn[best]!, cluster);
    wasm.kmeans_choose(cluster, drawn[best]!);
    yield* measure(cluster);
  }
}

/** The row at which the running sum of distances passes the target; never one of distance 0 while others remain. */
function draw(sums: Float64Array, distances: Float64Array, target: number): number {
  let rest = target;
  let last = 0;
  for (let block = 0; block < sums.length; block++) {
    if (sums[block] === 0) continue;
    last = block;
    if (sums[block]! > rest) break;
    rest -= sums[block]!;
  }
  const end = Math.min(distances.length, (last + 1) * KMEANS_BLOCK_ROWS);
  let chosen = last * KMEANS_BLOCK_ROWS;
  let running = 0;
  for (let row = chosen; row < end; row++) {
    if (distances[row] === 0) continue;
    chosen = row;
    running += distances[row]!;
    if (running > rest) break;
  }
  return chosen;
}
