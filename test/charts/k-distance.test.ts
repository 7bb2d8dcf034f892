import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  distanceCaption,
  distanceOf,
  distanceScale,
  distanceSummary,
  distanceTwin,
  epsRange,
  formatDistance,
  formatDistances,
  neighbourWords,
  nudgeEps,
  sharePath,
  shareWithin,
  thinCurve,
} from '../../src/charts/k-distance-model.ts';

const CURVE = Float64Array.of(0, 0, 0.1, 0.2, 0.2, 0.4, 0.8, 1, 1, 2);
const rising = fc
  .array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((values) => Float64Array.from(values).sort());

describe('share within a distance', () => {
  test('counts the rows at the distance itself', () => {
    expect(shareWithin(CURVE, 0)).toBe(0.2);
    expect(shareWithin(CURVE, 0.2)).toBe(0.5);
    expect(shareWithin(CURVE, 0.19)).toBe(0.3);
    expect(shareWithin(CURVE, 9)).toBe(1);
    expect(shareWithin(new Float64Array(), 1)).toBeNaN();
  });

  test('the distance of a share reaches that share', () => {
    fc.assert(
      fc.property(rising, fc.double({ min: 0, max: 1, noNaN: true }), (curve, share) => {
        expect(shareWithin(curve, distanceOf(curve, share))).toBeGreaterThanOrEqual(share);
      }),
    );
  });

  test('infinite distances are within nothing', () => {
    const curve = Float64Array.of(1, 2, Infinity, Infinity);
    expect(shareWithin(curve, 2)).toBe(0.5);
    expect(distanceScale(curve, 0).hi).toBe(2);
    expect(distanceCaption(curve, 3, distanceScale(curve, 0))).toContain(
      '2 rows without such a neighbour',
    );
  });
});

describe('scale', () => {
  test('is linear from zero, and log beyond three decades', () => {
    expect(distanceScale(CURVE, 0.4)).toMatchObject({ kind: 'linear', lo: 0, hi: 2 });
    expect(distanceScale(Float64Array.of(0, 1e-3, 1.1), 0)).toMatchObject({
      kind: 'log',
      lo: 1e-3,
      hi: 1.1,
    });
  });

  test('holds an eps beyond all distances', () => {
    expect(distanceScale(CURVE, 4).toUnit(4)).toBeLessThan(1);
  });

  test('has room without any positive distance', () => {
    for (const curve of [new Float64Array(), new Float64Array(3)]) {
      expect(distanceScale(curve, 0)).toMatchObject({ lo: 0, hi: 1 });
    }
  });
});

describe('thinning', () => {
  test('keeps both ends, rises, and stays below its limit', () => {
    const curve = Float64Array.from({ length: 200_000 }, (_, i) => (i / 1000) ** 3);
    const thin = thinCurve(curve, distanceScale(curve, 0));
    expect(thin.distance.length).toBeLessThanOrEqual(2000);
    expect(thin.distance[0]).toBe(0);
    expect(thin.distance.at(-1)).toBe(curve.at(-1));
    expect(thin.share.at(-1)).toBe(1);
    thin.share.forEach((share, i) => {
      if (i > 0) expect(share).toBeGreaterThan(thin.share[i - 1]!);
    });
  });

  test('is nowhere far from the curve, along either axis', () => {
    // A crowd at one distance, and one outlier far away.
    const curve = new Float64Array(50_000).fill(0.3).map((value, i) => value + i * 1e-9);
    curve[curve.length - 1] = 900;
    const scale = distanceScale(curve, 0);
    const thin = thinCurve(curve, scale, 200);
    for (let i = 1; i < thin.share.length; i++) {
      const up = thin.share[i]! - thin.share[i - 1]!;
      const along = scale.toUnit(thin.distance[i]!) - scale.toUnit(thin.distance[i - 1]!);
      expect(Math.min(up, along)).toBeLessThan(0.011);
    }
  });

  test('draws a path inside its box', () => {
    fc.assert(
      fc.property(rising, (curve) => {
        const scale = distanceScale(curve, 0);
        const path = sharePath(thinCurve(curve, scale), scale, 300, 100);
        const numbers = [...path.matchAll(/[HV]([\d.]+)/g)].map((match) => Number(match[1]));
        expect(path).not.toContain('NaN');
        expect(numbers.every((number) => number >= 0 && number <= 300)).toBe(true);
        expect(path.endsWith('V0') || path.endsWith('H300')).toBe(true);
      }),
    );
  });
});

test('the ends of eps are above zero and hold all distances', () => {
  expect(epsRange(distanceScale(CURVE, 0))).toEqual([0.002, 2]);
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (largest) => {
      const [min, max] = epsRange(distanceScale(Float64Array.of(0, largest), 0));
      expect(min).toBeGreaterThan(0);
      expect(max).toBeGreaterThanOrEqual(largest);
      expect(max).toBeLessThan(largest * 1.02);
    }),
  );
});

test('an arrow key changes eps by 1 %, with Shift by 10 %, and never gets stuck', () => {
  const scale = distanceScale(CURVE, 0);
  expect(nudgeEps(0.4, 1, false, scale)).toBe(0.404);
  expect(nudgeEps(0.4, -1, true, scale)).toBe(0.36);
  expect(nudgeEps(0, 1, false, scale)).toBeGreaterThan(0);
  expect(nudgeEps(0, -1, false, scale)).toBe(0);
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (eps) => {
      const rounded = Number(eps.toPrecision(3));
      expect(nudgeEps(rounded, 1, false, scale)).toBeGreaterThan(rounded);
      expect(nudgeEps(rounded, -1, false, scale)).toBeLessThan(rounded);
    }),
  );
});

test('distances have two or three significant digits', () => {
  expect([0.4, 0.404, 0.0512, 6, 12.34, 123.4, 0].map(formatDistance)).toEqual([
    '0.40',
    '0.404',
    '0.0512',
    '6.0',
    '12.3',
    '123',
    '0',
  ]);
  expect(formatDistances([0.05, 0.1, 0.125])).toEqual(['0.050', '0.100', '0.125']);
  expect(formatDistances([0.00001, 5000])).toEqual(['1e\u22125', '5\u2009000']);
});

test('words', () => {
  expect([1, 2, 3, 4, 11, 21, 112].map(neighbourWords)).toEqual([
    'row itself',
    '2nd nearest row',
    '3rd nearest row',
    '4th nearest row',
    '11th nearest row',
    '21st nearest row',
    '112th nearest row',
  ]);
  expect(distanceSummary(CURVE, 2, 0.4, { distance: 0.2, share: 0.5 })).toBe(
    'Distance to the 2nd nearest row of 10 rows: half are within 0.20, 95 % within 2.0, the farthest is at 2.0; ' +
      'eps 0.40 reaches 60.0 %; the knee is at 0.20 (50.0 %).',
  );
  expect(distanceCaption(CURVE, 2, distanceScale(CURVE, 0))).toBe(
    'share of rows by distance to the 2nd nearest row, the row itself counted; 2 rows at distance 0',
  );
});

test('the table has quantiles, eps and the knee, each distance once', () => {
  const twin = distanceTwin(CURVE, 0.4, { distance: 0.3, share: 0.5 });
  expect(twin.rows).toContainEqual(['0.40', '6', '60.0 %', 'eps']);
  expect(twin.rows).toContainEqual(['0.30', '5', '50.0 %', 'knee']);
  expect(twin.rows.at(-1)).toEqual(['2.0', '10', '100 %', 'farthest']);
  expect(new Set(twin.rows.map((row) => row[0])).size).toBe(twin.rows.length);
  expect(distanceTwin(new Float64Array(), 1, null).rows).toEqual([]);
});
