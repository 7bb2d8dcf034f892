import { describe, expect, it } from 'vitest';
import {
  clusterRows,
  defaultName,
  eventBars,
  NOISE,
  verdictShares,
} from '../../src/views/clusters/cluster-words.ts';

const events = { byCluster: [100, 50, 7], noise: 4, unclustered: 2 };
const sizes = { count: 3, noise: 1, sizes: [10, 5, 6], unclustered: 1 };

describe('cluster list', () => {
  it('has noise last, in any order', () => {
    expect(clusterRows(sizes, events, new Map()).map((row) => row.cluster)).toEqual([
      0,
      1,
      2,
      NOISE,
    ]);
    const sorted = clusterRows(
      sizes,
      events,
      new Map([
        [0, 9],
        [1, 9],
        [2, 1],
      ]),
      { column: 'sessions', direction: 'descending' },
    );
    expect(sorted.map((row) => row.cluster)).toEqual([0, 2, 1, NOISE]);
    expect(sorted.map((row) => row.keys)).toEqual([9, 1, 9, 0]);
  });
  it('is noise alone where there are no clusters', () => {
    expect(
      clusterRows(
        { count: 0, noise: 3, sizes: [], unclustered: 0 },
        { byCluster: [], noise: 8, unclustered: 0 },
        new Map(),
      ),
    ).toEqual([{ cluster: NOISE, sessions: 3, events: 8, keys: null }]);
  });
  it('proposes names', () => {
    expect([defaultName(0, false), defaultName(1, true), defaultName(NOISE, false)]).toEqual([
      'Organic',
      'Cluster 1',
      'Noise',
    ]);
  });
});

describe('events by verdict', () => {
  it('add up to all events, whatever noise is', () => {
    expect(verdictShares(events, [false, true, true], false)).toEqual({
      organic: 100,
      suspect: 57,
      unscored: 6,
    });
    expect(verdictShares(events, [false, true, true], true)).toEqual({
      organic: 100,
      suspect: 61,
      unscored: 2,
    });
  });
  it('become at most ten bars', () => {
    const many = { byCluster: new Array<number>(3000).fill(1), noise: 5, unclustered: 0 };
    const bars = eventBars(many);
    expect(bars).toHaveLength(10);
    expect(bars[8]).toEqual({ cluster: 8, events: 2992, clusters: 2992 });
    expect(bars.reduce((sum, bar) => sum + bar.events, 0)).toBe(3005);
  });
});
