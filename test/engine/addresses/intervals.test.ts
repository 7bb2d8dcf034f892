import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, test } from 'vitest';
import { BITS, parseAddress, type Family } from '../../../src/engine/addresses/address.ts';
import { flatten, ownerOf, type Intervals } from '../../../src/engine/addresses/intervals.ts';
import { parseRange } from '../../../src/engine/addresses/range.ts';

/** Addresses near each other, so that random ranges lie in each other, touch, overlap and repeat. */
const crowded = (family: Family) =>
  fc
    .tuple(fc.constantFrom(0n, 5n, (1n << BigInt(BITS[family])) - 64n), fc.bigInt(0n, 63n))
    .map(([base, offset]) => base + offset);
const anywhere = (family: Family) => fc.bigInt(0n, (1n << BigInt(BITS[family])) - 1n);
const address = (family: Family) =>
  fc.oneof({ weight: 3, arbitrary: crowded(family) }, anywhere(family));

function written(family: Family, value: bigint): string {
  const bytes = Array.from({ length: BITS[family] / 8 }, (_, i) =>
    Number((value >> BigInt(BITS[family] - 8 * (i + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

function intervalsOf(texts: readonly string[]): Intervals {
  const ranges = texts.map((text) => parseRange(text));
  return flatten(ranges.flatMap((range, number) => (range ? [{ ...range, number }] : [])));
}

test.each<Family>([4, 6])(
  'IPv%i: the block of the longest prefix that the library finds',
  (family) => {
    const block = fc.tuple(
      address(family),
      fc.oneof(fc.nat(BITS[family]), fc.integer({ min: BITS[family] - 6, max: BITS[family] })),
    );
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 40 }),
        fc.array(address(family), { maxLength: 20 }),
        (blocks, probes) => {
          const texts = blocks.map(([base, length]) => `${written(family, base)}/${length}`);
          const intervals = intervalsOf(texts);
          const bases = texts.map((text) => ipaddr.parseCIDR(text));
          for (const probe of [...probes, ...blocks.map(([base]) => base)]) {
            const text = written(family, probe);
            const parsed = ipaddr.parse(text);
            let best = -1;
            bases.forEach(([base, length], i) => {
              const longer = best < 0 || length > (bases[best]?.[1] ?? 0);
              if (longer && parsed.kind() === base.kind() && parsed.match([base, length])) best = i;
            });
            const value = parseAddress(text)?.value ?? -1n;
            const mapped = family === 6 && parseAddress(text)?.family === 4;
            if (!mapped) expect(ownerOf(intervals, value)).toBe(best);
          }
        },
      ),
      { numRuns: 300 },
    );
  },
);

test.each<Family>([4, 6])(
  'IPv%i: of any ranges the narrowest, of equal ones the first',
  (family) => {
    const range = fc
      .tuple(address(family), address(family))
      .map(([a, b]) => (a < b ? { first: a, last: b } : { first: b, last: a }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 40 }), (spans) => {
        const ranges = spans.map((span, number) => ({ ...span, number }));
        const intervals = flatten(ranges);
        const repeated = ranges.filter(({ first, last, number }) =>
          ranges.some((r) => r.number < number && r.first === first && r.last === last),
        );
        expect([...intervals.repeated].sort((a, b) => a - b)).toStrictEqual(
          repeated.map((r) => r.number),
        );
        expect(
          intervals.starts.every((start, i) => i === 0 || start > intervals.starts[i - 1]!),
        ).toBe(true);
        const edges = spans.flatMap(({ first, last }) => [first - 1n, first, last, last + 1n]);
        for (const value of edges) {
          const holding = ranges.filter(({ first, last }) => first <= value && value <= last);
          holding.sort((a, b) => {
            const sizes = a.last - a.first - (b.last - b.first);
            return sizes < 0n ? -1 : sizes > 0n ? 1 : a.number - b.number;
          });
          expect(ownerOf(intervals, value)).toBe(holding[0]?.number ?? -1);
        }
      }),
      { numRuns: 300 },
    );
  },
);

test('no ranges, no owner', () => {
  expect(ownerOf(flatten([]), 5n)).toBe(-1);
});
