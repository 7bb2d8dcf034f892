import type { Bin } from '../charts/histogram.tsx';
import type { Table } from '../engine/table.ts';
import type { BinScale } from '../queries/number-bins.ts';

/** Rows of a histogram query (`bin`, `n`, `lo`, `hi`) as counts of all its bins, empty ones included. */
export function countsOf(table: Table, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const [bin, n] of table.rows) counts[Number(bin)] = Number(n);
  return counts;
}

/** The same as bins with their edges; a single value is one bin of no width. */
export function binsOf(table: Table, bins: number, scale: BinScale = 'linear'): Bin[] {
  const [first] = table.rows;
  if (!first) return [];
  const lo = Number(first[2]);
  const hi = Number(first[3]);
  if (lo === hi) return [{ lo, hi, n: Number(first[1]) }];
  const edge = (i: number): number =>
    i === bins ? hi : scale === 'log' ? lo * (hi / lo) ** (i / bins) : lo + (hi - lo) * (i / bins);
  return countsOf(table, bins).map((n, i) => ({ lo: edge(i), hi: edge(i + 1), n }));
}
