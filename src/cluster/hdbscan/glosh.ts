import type { Condensed } from './condense.ts';

/**
 * Outlier scores by row, 0 … 1: 1 − ε_max / ε, where ε is the distance at which the row leaves its cluster and ε_max the least
 * at which anything is left of that cluster or those within it. Campello, Moulavi, Zimek, Sander: Hierarchical density
 * estimates for data clustering, visualization, and outlier detection (TKDD 2015), GLOSH.
 *
 * Where a heap of equal rows never separates (ε_max is 0), its own rows score 0 and every other one 1.
 */
export function outlierScores({ parent, death, rowNode, rowLambda }: Condensed): Float64Array {
  const deepest = death.slice();
  for (let at = parent.length - 1; at > 0; at--) {
    const above = parent[at]!;
    if (deepest[at]! > deepest[above]!) deepest[above] = deepest[at]!;
  }
  return rowLambda.map((lambda, row) => {
    const most = deepest[rowNode[row]!]!;
    if (most === 0 || lambda === Infinity) return 0;
    return most === Infinity ? 1 : (most - lambda) / most;
  });
}
