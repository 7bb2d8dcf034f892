import { KMEANS_BLOCK_ROWS } from '../../../wasm/abi.ts';
import type { Progress } from '../contract.ts';
import type { Work } from '../job.ts';
import { inStretches, type Session } from './session.ts';

/** A row that is counted in another cluster than its own while the means are taken. */
export interface Relocation {
  row: number;
  from: number;
  to: number;
}

/**
 * Rows that become the centers of empty clusters: the farthest from their own centers, the lowest of equally far ones, to the
 * empty clusters in order. None when every row lies on its center. scikit-learn's rule, but its order among several farthest
 * rows is undefined.
 */
export function* relocations(session: Session, k: number, progress: Progress): Work<Relocation[]> {
  const { wasm, rows, dims } = session;
  yield* inStretches(rows, dims, (from, to) => wasm.kmeans_own_distances(from, to), progress);
  const view = <T>(
    Type: new (buffer: ArrayBuffer, at: number, length: number) => T,
    at: number,
    length: number,
  ): T => new Type(wasm.memory.buffer, at >>> 0, length);
  const labels = view(Int32Array, wasm.kmeans_labels(), rows);
  const empty = [...view(Int32Array, wasm.kmeans_counts(), k).entries()].flatMap(
    ([cluster, count]) => (count === 0 ? [cluster] : []),
  );
  const distances = view(Float64Array, wasm.kmeans_distances(), rows);
  const blocks = Math.ceil(rows / KMEANS_BLOCK_ROWS);
  const greatest = view(Float64Array, wasm.kmeans_block_sums(), blocks);
  const far = farthest(distances, greatest, empty.length);
  const moves =
    distances[far[0]!] === 0
      ? []
      : Array.from(far, (row, i) => ({ row, from: labels[row]!, to: empty[i]! }));
  wasm.kmeans_forget();
  return moves;
}

/**
 * The rows of the greatest distances, greatest first, the lowest of equals first.
 * @param greatest of every block of rows
 */
function farthest(distances: Float64Array, greatest: Float64Array, most: number): Uint32Array {
  const found = new Uint32Array(Math.min(most, distances.length));
  let count = 0;
  const isNearer = (distance: number): boolean =>
    count === found.length && distance <= distances[found[count - 1]!]!;
  for (const [block, distance] of greatest.entries()) {
    if (isNearer(distance)) continue;
    const end = Math.min(distances.length, (block + 1) * KMEANS_BLOCK_ROWS);
    for (let row = block * KMEANS_BLOCK_ROWS; row < end; row++) {
      if (isNearer(distances[row]!)) continue;
      insert(row);
    }
  }
  return found;

  function insert(row: number): void {
    let low = 0;
    for (let high = count; low < high;) {
      const middle = (low + high) >>> 1;
      if (distances[found[middle]!]! >= distances[row]!) low = middle + 1;
      else high = middle;
    }
    found.copyWithin(low + 1, low);
    found[low] = row;
    if (count < found.length) count++;
  }
}
