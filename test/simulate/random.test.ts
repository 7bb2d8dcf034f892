import { describe, expect, test } from 'vitest';
import { cumulativeWeights, makeRandom, mix32, zipfWeights } from '../../src/simulate/random.ts';

const DRAWS = 100_000;
const UNIFORMS_OF_SEED_1 = [
  0.6332565402745659, 0.03220049040445916, 0.052724598058384364, 0.8407841140852813,
];

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

describe('makeRandom', () => {
  test('repeats a seed to the last bit', () => {
    const random = makeRandom(1);
    expect(draw(4, () => random.uniform())).toEqual(UNIFORMS_OF_SEED_1);
  });

  test.each([
    ['another seed', 2, 0],
    ['another stream', 1, 1],
    ['the same lower 32 bits', 1 + 2 ** 32, 0],
    ['the other sign', -1, 0],
  ])('%s gives other numbers', (_, seed, stream) => {
    const one = makeRandom(1);
    const other = makeRandom(seed, stream);
    expect(draw(8, () => one.uniform())).not.toEqual(draw(8, () => other.uniform()));
  });

  test('uniform numbers fill 0 … 1', () => {
    const random = makeRandom(3);
    const values = draw(DRAWS, () => random.uniform());
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(deviation(values)).toBeCloseTo(Math.sqrt(1 / 12), 2);
  });

  test('whole numbers take every value from low up to, not including, high', () => {
    const random = makeRandom(4);
    const values = new Set(draw(1000, () => random.integer(-2, 3)));
    expect([...values].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  });

  test('normal numbers have the mean and deviation asked for', () => {
    const random = makeRandom(5);
    const values = draw(DRAWS, () => random.normal(4.4, 2));
    expect(mean(values)).toBeCloseTo(4.4, 1);
    expect(deviation(values)).toBeCloseTo(2, 1);
    const outside = values.filter((value) => Math.abs(value - 4.4) > 2 * 1.959964).length / DRAWS;
    expect(outside).toBeCloseTo(0.05, 2);
  });

  test('lognormal numbers are the exponentials of the normal ones', () => {
    const normal = makeRandom(6);
    const lognormal = makeRandom(6);
    for (let index = 0; index < 1000; index++) {
      const expected = Math.exp(normal.normal(4.4, 2));
      expect(Math.abs(lognormal.lognormal(4.4, 2) / expected - 1)).toBeLessThan(1e-14);
    }
  });

  test('exponential numbers are the logarithms of the uniform ones', () => {
    const uniform = makeRandom(7);
    const exponential = makeRandom(7);
    for (let index = 0; index < 1000; index++) {
      const expected = -600 * Math.log1p(-uniform.uniform());
      expect(Math.abs(exponential.exponential(600) - expected)).toBeLessThan(1e-12 * 600);
    }
  });

  test.each([0.93, 0.83, 0.1])('geometric numbers of %d start at 1', (probability) => {
    const random = makeRandom(8);
    const values = draw(DRAWS, () => random.geometric(probability));
    expect(Math.min(...values)).toBe(1);
    expect(values.every(Number.isInteger)).toBe(true);
    expect(mean(values) * probability).toBeCloseTo(1, 1);
    expect(values.filter((value) => value === 1).length / DRAWS).toBeCloseTo(probability, 2);
  });

  test('a weighted draw follows the weights and never takes a weight of 0', () => {
    const random = makeRandom(9);
    const table = cumulativeWeights([0, 1, 0, 3, 0]);
    const values = draw(DRAWS, () => random.weighted(table));
    expect([...new Set(values)].sort()).toEqual([1, 3]);
    expect(values.filter((value) => value === 3).length / DRAWS).toBeCloseTo(0.75, 2);
  });

  test('a permutation holds every index once and is not the identity', () => {
    const order = makeRandom(10).permutation(1000);
    const identity = Uint32Array.from({ length: 1000 }, (_, index) => index);
    expect(order).not.toEqual(identity);
    expect(order.toSorted()).toEqual(identity);
    expect(makeRandom(10).permutation(0)).toHaveLength(0);
  });
});

test('zipf weights fall by rank to the exponent', () => {
  const sums = zipfWeights(1177, 1.25);
  for (const rank of [1, 2, 3, 37, 1177]) {
    const weight = (sums[rank - 1] ?? NaN) - (sums[rank - 2] ?? 0);
    expect(weight).toBeCloseTo(rank ** -1.25, 12);
  }
});

test('mix32 is unsigned and one to one', () => {
  const mixed = new Set(Array.from({ length: 200_000 }, (_, index) => mix32(index)));
  expect(mixed.size).toBe(200_000);
  expect(Math.min(...[...mixed].slice(0, 1000))).toBeGreaterThanOrEqual(0);
});
