import { describe, expect, it } from 'vitest';
import { parseNumber, signed } from '../../src/widgets/parse-number.ts';

const value = (text: string): number => {
  const parsed = parseNumber(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.value;
};

describe('parseNumber', () => {
  it.each([
    ['0.4', 0.4],
    [' 120 ', 120],
    ['1e-3', 0.001],
    ['1E+2', 100],
    ['.5', 0.5],
    ['5.', 5],
    ['-4', -4],
    ['\u22124', -4],
    ['1e\u22123', 0.001],
    ['24\u2009058', 24058],
    ['1 000 000', 1_000_000],
  ])('reads %j', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it.each(['', '   ', 'abc', '1e', '--1', '0x10', 'Infinity', 'NaN', '1.2.3', '1_000', '1 -2'])(
    'refuses %j',
    (text) => {
      expect(parseNumber(text).ok).toBe(false);
    },
  );

  it('names the decimal comma', () => {
    expect(parseNumber('0,4')).toEqual({ ok: false, problem: 'Use a point for decimals.' });
  });

  it('refuses what no number can hold', () => {
    expect(parseNumber('1e999')).toEqual({ ok: false, problem: 'This number is too large.' });
  });

  it('keeps the limits', () => {
    expect(parseNumber('0', { exclusiveMin: 0 })).toEqual({
      ok: false,
      problem: 'Must be more than 0.',
    });
    expect(parseNumber('-1', { min: 0 })).toMatchObject({ problem: 'Must be 0 or more.' });
    expect(parseNumber('-9', { min: -4 })).toMatchObject({ problem: 'Must be \u22124 or more.' });
    expect(parseNumber('2', { max: 1 })).toMatchObject({ problem: 'Must be 1 or less.' });
    expect(parseNumber('2.5', { integer: true })).toMatchObject({
      problem: 'Enter a whole number.',
    });
    expect(parseNumber('2', { min: 1, max: 2, integer: true })).toEqual({ ok: true, value: 2 });
  });

  it('reads what it shows', () => {
    for (const number of [0.4, -4, 1e-9, 1.5e300, -1e-7, 24058]) {
      expect(value(signed(number))).toBe(number);
    }
  });
});
