import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatCorrelation,
  formatCount,
  formatCounted,
  formatNumber,
  formatShare,
  formatShareOf,
} from '../../src/charts/format.ts';
import { formatSeconds } from '../../src/charts/format-time.ts';

const T = '\u2009';

describe('counts', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [999, '999'],
    [1000, `1${T}000`],
    [24058, `24${T}058`],
    [1234567, `1${T}234${T}567`],
    [-1500, `\u22121${T}500`],
    [NaN, '–'],
  ])('%d is written %s', (count, text) => expect(formatCount(count)).toBe(text));

  test('the word follows the count', () => {
    expect(formatCounted(1, 'row')).toBe('1 row');
    expect(formatCounted(0, 'row')).toBe('0 rows');
    expect(formatCounted(2, 'entry', 'entries')).toBe('2 entries');
  });
});

describe('measured numbers', () => {
  test.each([
    [57.5, '57.5'],
    [0.4, '0.4'],
    [8.40912, '8.409'],
    [12345.67, `12${T}346`],
    [24058, `24${T}058`],
    [-0.15, '\u22120.15'],
    [0.00001234, '1.23e\u22125'],
    [1e20, '1e20'],
    [Infinity, '∞'],
    [-Infinity, '\u2212∞'],
  ])('%d is written %s', (value, text) => expect(formatNumber(value)).toBe(text));

  test('decimals are kept when they are asked for', () => {
    expect(formatNumber(0.99, 3)).toBe('0.990');
    expect(formatNumber(1560, 2)).toBe(`1${T}560.00`);
    expect(formatNumber(-0.0001, 2)).toBe('0.00');
  });
});

describe('shares', () => {
  test.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.584, '58.4 %'],
    [0.0102, '1.02 %'],
    [0.0055, '0.55 %'],
    [0.00034, '0.034 %'],
    [0.000001, '< 0.001 %'],
    [0.9999, '99.99 %'],
    [0.999999, '> 99.99 %'],
  ])('%d is %s', (share, text) => expect(formatShare(share)).toBe(text));

  test('a part that would read 0.00 % is given as its count', () => {
    expect(formatShareOf(1, 24058, 'row')).toBe('1 row');
    expect(formatShareOf(143, 14041, 'request')).toBe('1.02 %');
    expect(formatShareOf(0, 24058, 'row')).toBe('0 %');
  });
});

test.each([
  [0.986, '.99'],
  [-0.15, '\u2212.15'],
  [0.9996, '1.00'],
  [1, '1'],
  [-1, '\u22121'],
  [0.004, '.00'],
  [-0.004, '.00'],
])('correlation %d is written %s', (r, text) => expect(formatCorrelation(r)).toBe(text));

test.each([
  [0, '0 s'],
  [0.25, '250 ms'],
  [0.0000004, '0.4 µs'],
  [12.5, '12.5 s'],
  [59.96, '1 min'],
  [60, '1 min'],
  [90, '1 min 30 s'],
  [1560, '26 min'],
  [3599.7, '1 h'],
  [3900, '1 h 5 min'],
  [86_399, '1 d'],
  [338_400, '3 d 22 h'],
  [-120, '\u22122 min'],
  [NaN, '–'],
])('%d seconds are written %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));

test('one part rounds to the largest unit', () => {
  expect(formatSeconds(5400, 1)).toBe('2 h');
  expect(formatSeconds(338_400, 1)).toBe('4 d');
  expect(formatSeconds(3590, 1)).toBe('1 h');
});

test.each([
  [512, '512 B'],
  [6_100_000, '6.1 MB'],
  [412_000_000, '412 MB'],
  [2_000_000_000, '2.0 GB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
