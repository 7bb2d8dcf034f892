import { expect, test } from 'vitest';
import { contrastOf, mixColors, parseColor, toCss } from '../../src/charts/color.ts';

test('reads the colours of tokens and of computed styles', () => {
  expect(parseColor('#fff')).toEqual([1, 1, 1]);
  expect(parseColor('#16201c66')?.map((channel) => Math.round(channel * 255))).toEqual([
    22, 32, 28,
  ]);
  expect(parseColor('rgb(255, 0, 51)')).toEqual([1, 0, 0.2]);
  expect(parseColor('rgba(255 0 51 / 0.5)')).toEqual([1, 0, 0.2]);
  expect(parseColor('color(srgb 0.5 0 1)')).toEqual([0.5, 0, 1]);
  expect(parseColor('light-dark(#fff, #000)')).toBeNull();
});

test('mixes as color-mix(in oklab) does', () => {
  const [white, black] = [parseColor('#fff')!, parseColor('#000')!];
  expect(toCss(mixColors(white, black, 0))).toBe('rgb(255 255 255)');
  expect(toCss(mixColors(white, black, 1))).toBe('rgb(0 0 0)');
  // Chromium: color-mix(in oklab, black 50%, white) is 0.388 in each channel.
  expect(mixColors(white, black, 0.5)[0]).toBeCloseTo(0.388, 2);
});

test('contrast is that of WCAG', () => {
  expect(contrastOf([1, 1, 1], [0, 0, 0])).toBeCloseTo(21);
  expect(contrastOf(parseColor('#777')!, [1, 1, 1])).toBeCloseTo(4.48, 2);
});
