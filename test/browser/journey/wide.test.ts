import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { visit } from '../browser.ts';
import { bare, openFiles } from './steps.ts';

const WINDOWS = Array.from({ length: 60 }, (_, i) => `2019-02-01 00:${String(i).padStart(2, '0')}`);
const NAMES = ['avg', 'std'].flatMap((of) =>
  WINDOWS.map((at) => `"('${of}_Length', '${of}_${at}')"`),
);
const WIDE = [
  ['host', ...NAMES].join(','),
  ...['a', 'b', 'c'].map((host) => [host, ...NAMES.map((_, i) => i)].join(',')),
  '',
].join('\n');
const PATIENT = { timeout: 20_000 };

test('a wide table is made long by keyboard alone; a wrong pattern is said in words', async () => {
  await using site = await visit();
  const { page } = site;
  const { keyboard } = page;
  await openFiles(page, { name: 'wide.csv', mimeType: 'text/csv', buffer: Buffer.from(WIDE) });
  await page.getByRole('button', { name: 'Table wide.csv' }).press('Enter', PATIENT);
  await page.getByRole('menuitem', { name: 'Change how it is read…' }).press('Enter');
  const reader = page.getByRole('dialog', { name: 'How wide.csv is read' });
  // The header is longer than what is shown of it.
  const lines = reader.getByRole('region', { name: 'Lines of the file' });
  await expect.poll(() => lines.innerText(), PATIENT).toContain('names');
  expect(await lines.innerText()).not.toContain('never closed');

  await reader.getByRole('checkbox', { name: 'Make it long: a row for each cell' }).press('Space');
  const heads = reader.getByRole('table', { name: 'As read' }).getByRole('columnheader');
  const names = async (): Promise<string[]> =>
    (await heads.allInnerTexts()).map((head) => head.split(/\s/)[0] ?? '');
  await expect
    .poll(names, PATIENT)
    .toStrictEqual(['host', 'statistic', 'variable', 'window', 'value']);
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Control+a');
  await keyboard.type('of, what');
  await keyboard.press('Enter');
  await expect
    .poll(() => reader.getByRole('alert').allInnerTexts(), PATIENT)
    .toStrictEqual([expect.stringContaining('has 3 groups, but 2 names for them: of, what')]);
  // The form is higher than a small window: it scrolls, and the buttons stay in sight.
  await page.setViewportSize({ width: 1024, height: 768 });
  const box = await reader.boundingBox();
  expect(box && box.y + box.height).toBeLessThanOrEqual(768);
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await keyboard.press('Control+a');
  await keyboard.type('of, what, at');
  await keyboard.press('Enter');
  await expect.poll(names, PATIENT).toStrictEqual(['host', 'of', 'what', 'at', 'value']);
  await reader.getByRole('button', { name: 'Load with this reading' }).press('Enter');
  await expect
    .poll(async () => bare(await page.getByRole('main').innerText()), PATIENT)
    .toContain('wide.csv: 360 rows × 5 columns');
  expect(site.problems).toEqual([]);
});
