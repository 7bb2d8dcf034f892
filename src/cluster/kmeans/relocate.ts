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
  const far = farthest(distances, empty.length);
  const moves =
    distances[far[0]!] === 0
      ? []
      : Array.from(far, (row, i) => ({ row, from: labels[row]!, to: empty[i]! }));
  wasm.kmeans_forget();
  return moves;
}

/** The rows of the greatest distances, greatest first, the lowest of equals first. */
function farthest(distances: Float64Array, most: number): Uint32Array {
  const found = new Uint32Array(Math.min(most, distances.length));
  let count = 0;
  for (let row = 0; row < distances.length; row++) {
    const distance = distances[row]!;
    if (count === found.length && distance <= distances[found[count - 1]!]!) continue;
    let low = 0;
    for (let high = count; low < high;) {
      const middle = (low + high) >>> 1;
      if (distances[found[middle]!]! >= distance) low = middle + 1;
      else high = middle;
    }
    found.copyWithin(low + 1, low);
    found[low] = row;
    if (count < found.length) count++;
  }
  return found;
}
