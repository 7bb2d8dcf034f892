import { describe, expect, test } from 'vitest';
import { moveMark } from '../../src/charts/strip-keys.ts';
import {
  largestCluster,
  layoutStrips,
  placeMarks,
  slotsOf,
  stripAxis,
  type StripPanel,
} from '../../src/charts/strip-model.ts';
import { stripCaption, stripTwin } from '../../src/charts/strip-words.ts';

const points = [
  { id: 1, cluster: 0, value: 1 },
  { id: 2, cluster: 0, value: 2 },
  { id: 3, cluster: -1, value: 5 },
  { id: 4, cluster: 1, value: 500 },
  { id: 5, cluster: 9, value: NaN },
];
const panel: StripPanel = { feature: 'RequestCount', points };
const area = { x: 30, y: 20, width: 100, height: 100 };
const placedOf = (of: StripPanel) =>
  placeMarks(of, stripAxis(of, 'log').scale, area, slotsOf([of]), 0);

describe('strips', () => {
  test('slots are the clusters in order, the rest as one, noise last', () => {
    expect(slotsOf([panel])).toEqual([0, 1, 8, -1]);
    expect(largestCluster(points)).toBe(0);
    expect(largestCluster([{ id: 1, cluster: -1, value: 1 }])).toBeNull();
  });

  test('missing values are left out; noise is drawn first and small clusters on top', () => {
    const { points: order, ys } = placedOf(panel);
    expect(order.map((point) => point.id)).toEqual([3, 1, 2, 4]);
    expect(Math.min(...ys)).toBe(20);
    expect(Math.max(...ys)).toBe(120);
  });

  test('marks stay in their slot', () => {
    const { points: order, xs } = placedOf(panel);
    const width = 100 / 4;
    order.forEach((point, i) => {
      const slot = [0, 1, 8, -1].indexOf(Math.min(point.cluster, 8));
      expect(xs[i]).toBeGreaterThan(30 + slot * width);
      expect(xs[i]).toBeLessThan(30 + (slot + 1) * width);
    });
  });

  test('panels fill even rows inside the width', () => {
    const layout = layoutStrips(500, 8, 150, 34);
    expect([layout.columns, layout.height]).toEqual([4, 300]);
    expect(layoutStrips(500, 5, 150, 34).columns).toBe(3);
    expect(layoutStrips(100, 3, 150, 34).columns).toBe(1);
    for (const { x, width } of layout.areas) expect(x + width).toBeLessThanOrEqual(500);
  });

  test('the caption says the scale, the sample and what is missing', () => {
    expect(stripCaption([panel], 'log', 11638, 'session')).toBe(
      'log scale; 5 of 11\u2009638 sessions drawn; 1 value missing',
    );
    expect(
      stripCaption(
        [{ feature: 'a', points: [{ id: 1, cluster: 0, value: 0 }] }],
        'log',
        1,
        'session',
      ),
    ).toBe('log scale, linear next to 0; 1 session drawn');
  });

  test('the table twin has a row for each feature and cluster', () => {
    expect(stripTwin([panel], slotsOf([panel])).rows).toEqual([
      ['RequestCount', 'cluster 0', '2', '1', '1.5', '2'],
      ['RequestCount', 'cluster 1', '1', '500', '500', '500'],
      ['RequestCount', 'other clusters', '0', '–', '–', '–'],
      ['RequestCount', 'noise', '1', '5', '5', '5'],
    ]);
  });
});

describe('keys', () => {
  const other: StripPanel = { feature: 'UniqueLinks', points: points.slice(0, 3) };
  const placed = [placedOf(panel), placedOf(other)];
  const slots = slotsOf([panel, other]);
  const idAt = (keys: string[]): number | undefined => {
    let at: { panel: number; mark: number } | null = null;
    for (const key of keys) at = moveMark(key, at, placed, slots) ?? at;
    return at ? placed[at.panel]?.points[at.mark]?.id : undefined;
  };
  test('up and down go through a cluster, left and right to the next one', () => {
    expect(idAt(['ArrowDown'])).toBe(1);
    expect(idAt(['ArrowDown', 'ArrowUp', 'ArrowUp'])).toBe(2);
    expect(idAt(['ArrowDown', 'ArrowRight'])).toBe(4);
    expect(idAt(['ArrowDown', 'ArrowRight', 'ArrowRight'])).toBe(3);
    expect(idAt(['ArrowDown', 'ArrowLeft'])).toBe(1);
  });

  test('right of the last cluster is the next feature; Page Down keeps the session', () => {
    const end = ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight'];
    expect(moveMark('ArrowRight', { panel: 0, mark: 0 }, placed, slots)?.panel).toBe(1);
    expect(idAt(end)).toBe(1);
    expect(idAt(['ArrowDown', 'End', 'PageDown'])).toBe(2);
  });

  test('other keys mean nothing', () => {
    expect(moveMark('a', null, placed, slots)).toBeNull();
    expect(moveMark('ArrowUp', null, [], [])).toBeNull();
  });
});
