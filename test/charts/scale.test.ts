import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extentOf, makeScale, type ScaleKind } from '../../src/charts/scale.ts';
import { snapValue, stepValue } from '../../src/charts/snap.ts';
import { chooseTicks, linearTicks } from '../../src/charts/ticks.ts';

const scaleOf = (kind: ScaleKind, ...values: number[]) => makeScale(kind, extentOf(values)!);

describe('scales', () => {
  test('the extent leaves out what is not finite', () => {
    expect(extentOf([NaN, 3, -1, Infinity, 0, 0.5])).toEqual({ lo: -1, hi: 3, smallest: 0.5 });
    expect(extentOf([NaN])).toBeNull();
  });

  test('a log scale of positive values is logarithmic throughout', () => {
    const scale = scaleOf('log', 1, 100);
    expect(scale.linearBelow).toBeNull();
    expect(scale.toUnit(10)).toBeCloseTo(0.5);
    expect(scale.toUnit(0)).toBeLessThan(0);
  });

  test('a log scale that reaches zero is linear next to it', () => {
    const scale = scaleOf('log', 0, 60, 600);
    expect(scale.linearBelow).toBe(60);
    expect(scale.toUnit(0)).toBe(0);
    expect(scale.toUnit(60)).toBeGreaterThan(0);
    expect(scale.toUnit(600)).toBe(1);
  });

  test('a log scale holds negative values', () => {
    const scale = scaleOf('log', -1000, -1, 1, 1000);
    expect(scale.toUnit(0)).toBeCloseTo(0.5);
    expect(scale.toUnit(-1000)).toBe(0);
  });

  test('the linear part spans at most six decades', () => {
    expect(scaleOf('log', 0, 1e-30, 1e6).linearBelow).toBe(1);
  });

  test.each<[ScaleKind, number]>([
    ['linear', 0],
    ['linear', 5],
    ['log', 0],
    ['log', 5],
    ['log', -5],
  ])('a %s scale of the single value %d puts it inside', (kind, value) => {
    const unit = scaleOf(kind, value).toUnit(value);
    expect(unit).toBeGreaterThan(0.2);
    expect(unit).toBeLessThan(0.8);
  });

  test('fromUnit undoes toUnit', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom<ScaleKind>('linear', 'log'),
        value,
        value,
        value,
        (kind, a, b, c) => {
          const scale = scaleOf(kind, a, b, c);
          const back = scale.fromUnit(scale.toUnit(c));
          expect(Math.abs(back - c)).toBeLessThanOrEqual(
            1e-6 * Math.max(1, Math.abs(a), Math.abs(b), Math.abs(c)),
          );
        },
      ),
    );
  });
});

describe('ticks', () => {
  test('linear ticks are round', () => {
    expect(linearTicks(0, 1, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(linearTicks(0.85, 1, 5)).toEqual([0.85, 0.9, 0.95, 1]);
    expect(linearTicks(-3, 3, 5)).toEqual([-2, 0, 2]);
  });

  test('log ticks are whole decades where there are three, finer ones where there are not', () => {
    expect(chooseTicks(scaleOf('log', 1, 512), 4)).toEqual([1, 10, 100]);
    expect(chooseTicks(scaleOf('log', 1, 37), 4)).toEqual([1, 3, 10, 30]);
    expect(chooseTicks(scaleOf('log', 1, 9), 4)).toEqual([1, 2, 5]);
    expect(chooseTicks(scaleOf('log', 1, 1e12), 5).length).toBeLessThanOrEqual(5);
  });

  test('a log axis from zero has a tick at zero', () => {
    expect(chooseTicks(scaleOf('log', 0, 1, 1000), 5)[0]).toBe(0);
  });

  test('a log axis on both sides of zero has ticks on both', () => {
    const ticks = chooseTicks(scaleOf('log', -1000, -1, 1, 1000), 5);
    expect(ticks).toContain(0);
    expect(ticks.some((tick) => tick < 0)).toBe(true);
    expect(ticks.some((tick) => tick > 0)).toBe(true);
  });

  test('times are ticked as people say them', () => {
    const [second, minute, hour, day] = [1, 60, 3600, 86_400];
    expect(chooseTicks(scaleOf('log', 1, 4 * day), 6, 'seconds')).toEqual([
      second,
      10,
      minute,
      10 * minute,
      hour,
      day,
    ]);
    expect(chooseTicks(scaleOf('linear', 0, 4 * day), 5, 'seconds')).toEqual([
      0,
      day,
      2 * day,
      3 * day,
      4 * day,
    ]);
    expect(chooseTicks(scaleOf('linear', 0, 13 * minute), 5, 'seconds')).toEqual([
      0,
      5 * minute,
      10 * minute,
    ]);
  });

  test('ticks lie on the axis, rise, and are never more than asked for', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const kind = fc.constantFrom<ScaleKind>('linear', 'log');
    const unit = fc.constantFrom('number' as const, 'seconds' as const);
    fc.assert(
      fc.property(kind, unit, value, value, fc.integer({ min: 3, max: 8 }), (k, u, a, b, most) => {
        fc.pre(Math.abs(a - b) > 1e-6 * Math.max(Math.abs(a), Math.abs(b)) && a !== b);
        const scale = scaleOf(k, a, b);
        const ticks = chooseTicks(scale, most, u);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        ticks.forEach((tick, i) => {
          expect(scale.toUnit(tick)).toBeGreaterThan(-1e-6);
          expect(scale.toUnit(tick)).toBeLessThan(1 + 1e-6);
          if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1]!);
        });
      }),
    );
  });
});

describe('dragging', () => {
  const gaps = scaleOf('log', 1, 345_600);
  test('a dragged time is one that a person would type', () => {
    expect(snapValue(gaps, 118.3, 'seconds')).toBe(120);
    expect(snapValue(gaps, 1511, 'seconds')).toBe(1500);
    expect(snapValue(gaps, 86_000, 'seconds')).toBe(86_400);
    expect(snapValue(gaps, 4.237, 'seconds')).toBe(4.2);
  });

  test('a dragged number has the precision of the axis', () => {
    expect(snapValue(scaleOf('linear', 0, 1), 0.41234, 'number')).toBe(0.41);
    expect(snapValue(scaleOf('log', 1, 1000), 57.53, 'number')).toBe(58);
  });

  test('an arrow key always moves the value, and back', () => {
    const snap = (value: number) => snapValue(gaps, value, 'seconds');
    const up = stepValue(gaps, 120, 1, snap);
    expect(up).toBe(130);
    expect(stepValue(gaps, up, -1, snap)).toBe(120);
  });
});
