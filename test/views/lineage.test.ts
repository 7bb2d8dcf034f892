import { expect, test } from 'vitest';
import { allNoise } from '../../src/views/clusters/cluster-words.ts';
import { lineageOf } from '../../src/views/drawer/lineage.ts';
import { runSteps, type Events, type Step } from '../steps/run-steps.ts';

const EVENTS: Events = {
  columns: [
    ['user', 'text'],
    ['time', 'timestamp'],
  ],
  rows: ['a', 'a', 'b', 'c'].map((user, i) => [user, `2020-01-01 00:00:0${i}`]),
};
const before: readonly Step[] = [
  { op: 'sessionize', as: 'sessions', from: 'events', by: ['user'], time: 'time', gapSeconds: 9 },
  {
    op: 'aggregate',
    as: 'features',
    from: 'sessions',
    by: ['session_id'],
    carry: ['user'],
    measures: { n: { count: true }, span: { spanSeconds: 'time' } },
  },
  { op: 'scale', as: 'scaled', from: 'features', method: 'minmax' },
  { op: 'reduce', as: 'plane', from: 'scaled', method: { pca: { components: 2 } } },
];
const after = (from: string): Step[] => [
  { op: 'cluster', as: 'clusters', from, method: { kmeans: { k: 2, seed: 1 } } },
  { op: 'label', as: 'labelled', from: 'sessions', clusters: 'clusters' },
];

test.each(['scaled', 'plane'])(
  'clusters of %s are explained by the features of the sessions',
  async (from) => {
    await runSteps(EVENTS, [...before, ...after(from)], ({ result }) => {
      const lineage = lineageOf(result);
      expect(lineage?.features.as).toBe('features');
      expect(lineage?.featureNames).toStrictEqual(['n', 'span']);
      expect(lineage?.keys).toStrictEqual(['user']);
      expect(lineage?.clusters.method).toBe('k-means');
      expect(lineage?.sizes).toStrictEqual({ count: 2, noise: 0, sizes: [1, 2], unclustered: 0 });
    });
  },
);

test('what to do where all is noise depends on the method', () => {
  expect(allNoise('DBSCAN')).toContain('larger eps');
  expect(allNoise('HDBSCAN')).toContain('fewer samples');
});
