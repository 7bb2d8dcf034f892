import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { simulateEmailClicks } from '../../../src/simulate/email-clicks.ts';
import { visit, type Visit } from '../browser.ts';
import { goTo, openFiles, railText, waitForResult } from './steps.ts';

const log = [...simulateEmailClicks({ seed: 1, rows: 2000 }).chunks]
  .map((chunk) => chunk.csv)
  .join('');
const file = (text: string) => ({
  name: 'clicks.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

async function violations({ page }: Visit): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}

test('a file whose delimiter is not found is read with the right one, by keyboard alone', async () => {
  await using site = await visit();
  const { page } = site;
  const odd = log.replace(/,(?=(?:[^"\n]*"[^"\n]*")*[^"\n]*$)/gm, '^');
  await openFiles(page, file(odd));
  const change = page.getByRole('button', { name: 'Change how it is read' });
  await change.waitFor({ timeout: 20_000 });
  await change.press('Enter');

  const reader = page.getByRole('dialog', { name: 'How clicks.csv is read' });
  const heads = reader.getByRole('table', { name: 'As read' }).getByRole('columnheader');
  await expect.poll(() => heads.count(), { timeout: 20_000 }).toBeGreaterThan(0);
  expect(await heads.count()).toBeLessThan(23);
  const delimiter = reader.getByRole('button', { name: /^Delimiter: / });
  await delimiter.press('Enter');
  await page.getByRole('option', { name: 'Another character' }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const other = reader.getByRole('textbox', { name: 'Character between fields' });
  await other.waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('^');
  await page.keyboard.press('Enter');
  await expect.poll(() => heads.count(), { timeout: 20_000 }).toBe(23);
  // What is typed into keeps the focus while the file is read again.
  expect(await other.evaluate((input) => input === document.activeElement)).toBe(true);
  const lines = reader.getByRole('region', { name: 'Lines of the file' });
  expect(await lines.innerText()).toContain('SendDate^RequestDate');
  expect(await reader.getByRole('status').innerText()).toContain('0 rejected');

  await reader.getByRole('button', { name: 'Load with this reading' }).press('Enter');
  await waitForResult(page);
  expect(await railText(page, 'Data')).toContain('2000 rows');
  expect(site.problems).toEqual([]);
});

test('rejected records, a type and a wrong delimiter are tried before anything is loaded', async () => {
  await using site = await visit();
  const { page } = site;
  const lines = log
    .trimEnd()
    .split('\n')
    .map((line, i) => `${line},${i === 0 ? '"a""]b"' : 'x'}`);
  lines[5] = (lines[5] ?? '').replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, 'next Tuesday');
  lines[9] = `${lines[9] ?? ''},one too many`;
  await openFiles(page, file(lines.join('\n')));
  await waitForResult(page);
  await goTo(page, 'Data');
  const opener = page.getByRole('button', { name: 'Change how it is read' });
  await opener.press('Enter');
  const reader = page.getByRole('dialog', { name: 'How clicks.csv is read' });
  const heads = reader.getByRole('table', { name: 'As read' }).getByRole('columnheader');
  const row = page.getByRole('row').filter({ hasText: 'PostalCode' });
  await expect.poll(() => heads.count(), { timeout: 20_000 }).toBe(24);
  const reasons = reader.getByRole('table', { name: 'Reasons' });
  expect(await reasons.innerText()).toContain('next Tuesday');
  expect(await reasons.innerText()).toContain('25 fields, 24 expected');
  const shown = await reader.getByRole('region', { name: 'Lines of the file' }).innerText();
  expect(shown).toContain('25 fields, 24 expected');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(500);
    expect([colorScheme, await violations(site)]).toEqual([colorScheme, []]);
  }

  await reader.getByRole('button', { name: /^Delimiter: / }).press('Enter');
  await page.getByRole('option', { name: /Semicolon/ }).click();
  await expect.poll(() => heads.count(), { timeout: 20_000 }).toBe(1);
  await reader.getByRole('button', { name: 'Delimiter: back to what was found' }).press('Enter');
  await expect.poll(() => heads.count(), { timeout: 20_000 }).toBe(24);
  // A name can hold anything.
  await heads.filter({ hasText: 'a"]b' }).getByRole('button').press('Enter');
  const column = reader.getByRole('combobox', { name: 'Column' });
  await expect.poll(() => column.inputValue()).toBe('a"]b');
  await column.press('ArrowDown');
  await page.getByRole('option', { name: 'a"]b' }).waitFor();
  await column.press('Escape');
  await reader.getByRole('button', { name: /^Quote: / }).press('Enter');
  await page.getByRole('option', { name: /Single/ }).click();
  // Nothing of it is kept when the view is left.
  await reader.getByRole('textbox', { name: 'Comment sign' }).press('Escape');
  await reader.waitFor({ state: 'detached' });
  await expect
    .poll(() => opener.evaluate((button) => button === document.activeElement))
    .toBe(true);
  expect(await row.innerText()).toContain('integer');

  await changeReading(page, 'clicks.csv');
  const postal = heads.filter({ hasText: 'PostalCode' });
  await postal.getByRole('button').press('Enter');
  expect(await postal.innerText()).toContain('whole number');
  await reader.getByRole('button', { name: /^Type of PostalCode/ }).press('Enter');
  await page.getByRole('option', { name: 'Text', exact: true }).click();
  await expect.poll(() => postal.innerText(), { timeout: 20_000 }).toMatch(/\btext$/);
  await reader.getByRole('button', { name: 'Load with this reading' }).press('Enter');
  await expect.poll(() => row.innerText(), { timeout: 30_000 }).toContain('text');
  await waitForResult(page);
  expect(await railText(page, 'Data')).toContain('1998 rows');
  expect(site.problems).toEqual([]);
});
