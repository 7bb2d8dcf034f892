import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layerOver, makePixels, stampOver, tint, toImageBytes } from '../../src/charts/blit.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const color = fc.tuple(unit, unit, unit);

test('stamps lie over each other as colours do', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(color, unit), { minLength: 1, maxLength: 5 }), (stamps) => {
      const picture = makePixels(1, 1);
      let [red, green, blue, alpha] = [0, 0, 0, 0];
      for (const [rgb, opacity] of stamps) {
        stampOver(picture, tint([255], rgb, opacity), 1, 0, 0);
        red = rgb[0] * opacity + red * (1 - opacity);
        green = rgb[1] * opacity + green * (1 - opacity);
        blue = rgb[2] * opacity + blue * (1 - opacity);
        alpha = opacity + alpha * (1 - opacity);
      }
      const pixel = picture.data[0]!;
      [red, green, blue, alpha].forEach((wanted, i) => {
        const error = ((pixel >>> (8 * i)) & 255) - wanted * 255;
        expect(Math.abs(error)).toBeLessThanOrEqual(1.5 * stamps.length);
      });
    }),
  );
});

test('a full stamp hides what is below, and no channel runs over', () => {
  const picture = makePixels(1, 1);
  for (let i = 0; i < 50; i++) stampOver(picture, tint([255], [1, 1, 1], 0.8), 1, 0, 0);
  stampOver(picture, tint([255], [1, 0, 0.2], 1), 1, 0, 0);
  expect([...toImageBytes(picture)]).toEqual([255, 0, 51, 255]);
  for (let i = 0; i < 500; i++) stampOver(picture, tint([255], [1, 1, 1], i / 500), 1, 0, 0);
  expect(picture.data[0]! >>> 24).toBeGreaterThan(250);
});

test('stamps are cut off at the edges', () => {
  const picture = makePixels(3, 2);
  const stamp = tint([255, 255, 255, 255], [0, 0, 0], 1);
  stampOver(picture, stamp, 2, -1, -1);
  stampOver(picture, stamp, 2, 2, 1);
  stampOver(picture, stamp, 2, 9, 0);
  stampOver(picture, stamp, 2, 0, -9);
  expect([...picture.data].map((pixel) => pixel >>> 24)).toEqual([255, 0, 0, 0, 0, 255]);
});

test('a layer at an opacity is no stronger than that', () => {
  const [picture, layer] = [makePixels(1, 1), makePixels(1, 1)];
  for (let i = 0; i < 20; i++) stampOver(layer, tint([255], [0, 1, 0], 0.8), 1, 0, 0);
  layerOver(picture, layer, 0.35);
  const [red, green, blue, alpha] = toImageBytes(picture);
  expect([red, blue]).toEqual([0, 0]);
  expect(green).toBeGreaterThan(250);
  expect(Math.abs((alpha ?? 0) - 0.35 * 255)).toBeLessThan(3);
});
