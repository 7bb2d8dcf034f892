import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrastOf, correlationColors, parseColor, type Rgb } from '../../src/charts/color.ts';
import { stepInk } from '../../src/charts/ramp.ts';

const css = readFileSync(new URL('../../src/views/tokens.css', import.meta.url), 'utf8')
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/@media[\s\S]*$/, '');
const TOKENS = new Map<string, string>();
for (const [, name = '', value = ''] of css.matchAll(/(--[\w-]+)\s*:\s*([^;}]+)/g)) {
  if (!TOKENS.has(name)) TOKENS.set(name, value.trim());
}

type ThemeName = 'light' | 'dark';

function colorOf(token: string, theme: ThemeName): Rgb {
  const value = TOKENS.get(token);
  if (value === undefined) throw new Error(`tokens.css has no ${token}`);
  const alias = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  if (alias) return colorOf(alias, theme);
  const [, light = '', dark = ''] = /^light-dark\(([^,]+),([^)]+)\)$/.exec(value) ?? [
    '',
    value,
    value,
  ];
  const color = parseColor(theme === 'light' ? light : dark);
  if (!color) throw new Error(`${token} is not a colour: ${value}`);
  return color;
}

const contrast = (theme: ThemeName, text: string, ground: string): number =>
  contrastOf(colorOf(text, theme), colorOf(ground, theme));

const SURFACES = ['canvas', 'chrome', 'sunken', 'raised', 'hover', 'selected', 'control'];

/** Text and the grounds it is written on. */
const TEXT: [text: string, grounds: string[]][] = [
  ...['--ink-1', '--ink-2', '--ink-3'].map((ink): [string, string[]] => [
    ink,
    SURFACES.map((surface) => `--bg-${surface}`),
  ]),
  ['--ink-inverse', ['--ink-1']],
  ['--suspect', ['--bg-canvas', '--suspect-bg']],
  ['--organic', ['--bg-canvas', '--organic-bg']],
  ['--ok', ['--bg-canvas', '--bg-chrome']],
  ['--warn', ['--bg-canvas', '--bg-chrome', '--warn-bg']],
  ['--error', ['--bg-canvas', '--bg-chrome', '--error-bg']],
  ...['kw', 'fn', 'str', 'num', 'com'].map((part): [string, string[]] => [
    `--syn-${part}`,
    ['--bg-sunken', '--bg-canvas'],
  ]),
];

const MARKS = [
  ...Array.from({ length: 8 }, (_, cluster) => `--c${cluster}`),
  '--noise',
  '--mark',
  '--line-control',
  '--focus',
];

/** As measured for DESIGN-UI §2, light and dark. */
const MEASURED: [string, number, number][] = [
  ['--ink-1', 16.5, 15.4],
  ['--ink-2', 8.4, 9.7],
  ['--ink-3', 5.6, 6.1],
  ['--suspect', 5.5, 7.7],
  ['--organic', 6.2, 8.5],
];

describe.each<ThemeName>(['light', 'dark'])('tokens, %s theme', (theme) => {
  test.each(TEXT.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))(
    '%s on %s reaches 4.5:1',
    (text, ground) => expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(4.5),
  );

  test.each([1, 2, 3, 4, 5])('the ink on step %i of the ramp reaches 4.5:1', (step) => {
    const ink = /--[\w-]+/.exec(stepInk(step))?.[0] ?? '';
    expect(contrast(theme, ink, `--seq-${step}`)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(MARKS)('%s on the canvas reaches 3:1', (mark) =>
    expect(contrast(theme, mark, '--bg-canvas')).toBeGreaterThanOrEqual(3),
  );

  test.each(MEASURED)('%s has the contrast that the design states', (token, light, dark) => {
    expect(contrast(theme, token, '--bg-canvas')).toBeCloseTo(theme === 'light' ? light : dark, 0);
  });

  test('every correlation reads on its cell', () => {
    const ramp = {
      neg: colorOf('--div-neg', theme),
      mid: colorOf('--div-mid', theme),
      pos: colorOf('--div-pos', theme),
      inks: [colorOf('--ink-1', theme), colorOf('--ink-inverse', theme)] as const,
    };
    for (let r = -100; r <= 100; r++) {
      const { fill, ink } = correlationColors(r / 100, ramp);
      expect(contrastOf(fill, ink), `r ${r / 100}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
