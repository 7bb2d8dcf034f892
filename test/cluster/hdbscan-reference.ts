// HDBSCAN*'s hierarchy from its definition, in O(rows³): no spanning tree, no order of edges. Where more than two clusters part, or
// single rows leave as clusters part, they do so at once.

export interface ReferenceCluster {
  members: number[];
  birth: number;
  death: number;
}

export interface Reference {
  /** The root first. */
  clusters: ReferenceCluster[];
  /** Lambda at which the row is no longer connected with minClusterSize rows. */
  rowLambda: number[];
  /** GLOSH of the cluster that the row leaves last. */
  outlierScores: number[];
  /** Rows that leave a cluster just as it splits: a spanning tree may have them on either side. */
  ties: Set<number>;
}

export function hdbscanReference(
  points: Float64Array,
  dims: number,
  minClusterSize: number,
  minSamples: number,
): Reference {
  const rows = points.length / dims;
  const mutual = mutualReachability(points, dims, minSamples);
  const result: Reference = {
    clusters: [],
    rowLambda: Array<number>(rows).fill(0),
    outlierScores: Array<number>(rows).fill(0),
    ties: new Set(),
  };
  const last = Array<number>(rows).fill(0); // by row: the cluster it leaves
  const waiting = [{ members: [...Array(rows).keys()], birth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const cluster = { ...next, death: next.birth };
    const number = result.clusters.push(cluster) - 1;
    let members = next.members;
    while (members.length > 1) {
      const level = connectingLevel(members, mutual);
      const lambda = level > 0 ? 1 / level : Infinity;
      cluster.death = lambda;
      const parts = componentsBelow(members, mutual, level);
      const big = parts.filter((part) => part.length >= minClusterSize);
      for (const row of parts.filter((part) => !big.includes(part)).flat()) {
        result.rowLambda[row] = lambda;
        last[row] = number;
        if (big.length > 1) result.ties.add(row);
      }
      if (big.length > 1) for (const part of big) waiting.push({ members: part, birth: lambda });
      members = big.length === 1 ? big[0]! : [];
    }
  }
  result.outlierScores = result.rowLambda.map((lambda, row) => {
    const { members } = result.clusters[last[row]!]!;
    const most = Math.max(...members.map((member) => result.rowLambda[member]!));
    return lambda === most || lambda === Infinity ? 0 : 1 - lambda / most;
  });
  return result;
}

function mutualReachability(points: Float64Array, dims: number, k: number): number[][] {
  const rows = points.length / dims;
  const distances = Array.from({ length: rows }, (_, a) =>
    Array.from({ length: rows }, (_, b) => {
      let sum = 0;
      for (let j = 0; j < dims; j++) {
        const gap = points[a * dims + j]! - points[b * dims + j]!;
        sum += gap * gap;
      }
      return Math.sqrt(sum);
    }),
  );
  const core = distances.map((row) => [...row].sort((a, b) => a - b)[k - 1]!);
  return distances.map((row, a) => row.map((d, b) => Math.max(core[a]!, core[b]!, d)));
}

/** The least level at which the members are connected: the longest edge that Prim's algorithm takes. */
function connectingLevel(members: number[], mutual: number[][]): number {
  const near = new Map(members.map((row) => [row, Infinity]));
  let current = members[0]!;
  let level = 0;
  near.delete(current);
  while (near.size > 0) {
    let best = Infinity;
    let next = -1;
    for (const [row, reach] of near) {
      const now = Math.min(reach, mutual[current]![row]!);
      near.set(row, now);
      if (next === -1 || now < best) [best, next] = [now, row];
    }
    near.delete(next);
    level = Math.max(level, best);
    current = next;
  }
  return level;
}

function componentsBelow(members: number[], mutual: number[][], level: number): number[][] {
  const left = new Set(members);
  const parts: number[][] = [];
  for (const seed of members) {
    if (!left.delete(seed)) continue;
    const part = [seed];
    for (const row of part)
      for (const other of left)
        if (mutual[row]![other]! < level) {
          left.delete(other);
          part.push(other);
        }
    parts.push(part);
  }
  return parts;
}
