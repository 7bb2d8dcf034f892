import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dbscan } from '../../src/cluster/dbscan/dbscan';
import './loaded';

const input = fc.record({
  rows: fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 })), {
    minLength: 1,
    maxLength: 150,
  }),
  eps: fc.constantFrom(0.5, 1, 1.5, 2, 5),
  minPts: fc.integer({ min: 1, max: 12 }),
});

const matrix = (rows: [number, number][]): Float64Array => Float64Array.from(rows.flat());

test('any order of the rows gives the same partition of the core points', () => {
  const withOrder = input.chain((one) =>
    fc.record({
      one: fc.constant(one),
      order: fc.shuffledSubarray([...one.rows.keys()], { minLength: one.rows.length }),
    }),
  );
  fc.assert(
    fc.property(withOrder, ({ one: { rows, eps, minPts }, order }) => {
      const straight = dbscan(matrix(rows), { dims: 2, eps, minPts });
      const shuffled = dbscan(matrix(order.map((row) => rows[row]!)), { dims: 2, eps, minPts });
      const renamed = new Map<number, number>();
      order.forEach((row, at) => {
        expect(shuffled.core[at]).toBe(straight.core[row]);
        expect(shuffled.clusters[at] === -1).toBe(straight.clusters[row] === -1);
        if (straight.core[row] !== 1) return;
        const name = renamed.get(shuffled.clusters[at]!) ?? straight.clusters[row]!;
        renamed.set(shuffled.clusters[at]!, name);
        expect(straight.clusters[row]).toBe(name);
      });
      expect(new Set(renamed.values()).size).toBe(renamed.size);
      expect(shuffled.clusterCount).toBe(straight.clusterCount);
    }),
  );
});

test('clusters are numbered in the order of their first core rows, and counts agree with the rows', () => {
  fc.assert(
    fc.property(input, ({ rows, eps, minPts }) => {
      const { clusters, core, clusterCount, noiseCount } = dbscan(matrix(rows), {
        dims: 2,
        eps,
        minPts,
      });
      const firsts = [...new Set([...clusters].filter((_, row) => core[row] === 1))];
      expect(firsts).toEqual(Array.from({ length: clusterCount }, (_, k) => k));
      expect(noiseCount).toBe(clusters.filter((cluster) => cluster === -1).length);
    }),
  );
});

test('a larger radius only joins: same cluster stays same cluster', () => {
  fc.assert(
    fc.property(input, ({ rows, eps, minPts }) => {
      const small = dbscan(matrix(rows), { dims: 2, eps, minPts });
      const large = dbscan(matrix(rows), { dims: 2, eps: eps * 1.5, minPts });
      const joined = new Map<number, number>();
      for (let row = 0; row < rows.length; row++) {
        if (small.core[row] !== 1) continue;
        expect(large.core[row]).toBe(1);
        const now = joined.get(small.clusters[row]!) ?? large.clusters[row]!;
        joined.set(small.clusters[row]!, now);
        expect(large.clusters[row]).toBe(now);
      }
    }),
  );
});
