import type { AddressRange } from './range.ts';

/** Ranges of one family cut so that none overlap: from `starts[i]` up to the next start, `owners[i]` is the range. */
export interface Intervals {
  readonly starts: readonly bigint[];
  /** Number of a range, or −1 where no range is. */
  readonly owners: readonly number[];
  /** Numbers of the ranges that are the same as an earlier one. */
  readonly repeated: readonly number[];
}

type Numbered = Pick<AddressRange, 'first' | 'last'> & { readonly number: number };

/**
 * Cuts ranges that may lie in each other or overlap: where several hold an address the narrowest owns it (of CIDR blocks the
 * longest prefix), of equally narrow ones that with the lowest number. O(n log n).
 */
export function flatten(ranges: readonly Numbered[]): Intervals {
  const sorted = [...ranges].sort((a, b) => compare(a.first, b.first) || narrowness(a, b));
  const starts: bigint[] = [];
  const owners: number[] = [];
  const repeated: number[] = [];
  /** Of the ranges that have begun; those that have ended are taken out when they come to the top. */
  const open: Numbered[] = [];
  const put = (start: bigint, owner: number): void => {
    if (starts.at(-1) === start) {
      starts.pop();
      owners.pop();
    }
    if ((owners.at(-1) ?? -1) === owner) return;
    starts.push(start);
    owners.push(owner);
  };
  /** Closes ranges up to `limit`, each giving way to the narrowest one that goes on. */
  const closeBefore = (limit: bigint | null): void => {
    for (;;) {
      const top = open[0];
      if (!top || (limit !== null && top.last >= limit)) return;
      for (let next = open[0]; next && next.last <= top.last; next = open[0]) pop(open);
      put(top.last + 1n, open[0]?.number ?? -1);
    }
  };
  sorted.forEach((range, i) => {
    const before = sorted[i - 1];
    if (before?.first === range.first && before.last === range.last) {
      repeated.push(range.number);
      return;
    }
    closeBefore(range.first);
    push(open, range);
    put(range.first, open[0]?.number ?? -1);
  });
  closeBefore(null);
  return { starts, owners, repeated };
}

/** The range that owns an address, or −1. O(log n). */
export function ownerOf({ starts, owners }: Intervals, value: bigint): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0n) <= value) low = middle + 1;
    else high = middle;
  }
  return owners[low - 1] ?? -1;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function narrowness(a: Numbered, b: Numbered): number {
  return compare(a.last - a.first, b.last - b.first) || a.number - b.number;
}

/** A binary heap: the narrowest first. */
function push(heap: Numbered[], range: Numbered): void {
  let at = heap.length;
  heap.push(range);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (!above || narrowness(above, range) <= 0) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = range;
}

function pop(heap: Numbered[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    const [left, right] = [heap[child], heap[child + 1]];
    if (left && right && narrowness(right, left) < 0) child += 1;
    const least = heap[child];
    if (!least || narrowness(last, least) <= 0) break;
    heap[at] = least;
    at = child;
  }
  heap[at] = last;
}
