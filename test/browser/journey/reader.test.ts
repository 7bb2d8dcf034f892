import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { simulateEmailClicks } from '../../../src/simulate/email-clicks.ts';
import { violations } from '../axe.ts';
import { painted } from '../painted.ts';
import { shareVisit } from '../share-visit.ts';
import { bare, goTo, hasFocus, openFiles, railText, toStart, waitForResult } from './steps.ts';

const log = [...simulateEmailClicks({ seed: 1, rows: 2000 }).chunks]
  .map((chunk) => chunk.csv)
  .join('');
const file = (text: string) => ({
  name: 'clicks.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

async function changeReading(page: Page, table: string): Promise<void> {
  await page.getByRole('button', { name: `Table ${table}` }).press('Enter');
  await page.getByRole('menuitem', { name: 'Change how it is read…' }).press('Enter');
}

const LARGE = 'large.csv';

/** Runs inside the page: from now on a file of this name is said to be thousands of times as large as it is. */
function pretendLarge(name: string): void {
  const own = Object.getOwnPropertyDescriptor(Blob.prototype, 'size');
  Object.defineProperty(Blob.prototype, 'size', {
    ...own,
    get(this: Blob) {
      const size = Number(own?.get?.call(this));
      return this instanceof File && this.name === name ? 6000 * size : size;
    },
  });
}

const visited = shareVisit();
afterEach(async ({ task }) => {
  if (task.result?.state === 'pass') await toStart(visited().page);
});

test('of a file that the tab cannot hold a part is loaded: columns, a sample or a range of time, by keyboard alone', async () => {
  const site = visited();
  const { page } = site;
  const { keyboard } = page;
  const main = async (): Promise<string> => bare(await page.getByRole('main').innerText());
  await page.evaluate(pretendLarge, LARGE);
  const rows = Array.from({ length: 90_000 }, (_, i) => {
    const at = new Date(Date.UTC(2020, 0, 17) + 1000 * i).toISOString().slice(0, 19);
    return `${at},${String((i * 7919) % 1e6)},GET /index.html?page=${String(i % 5000)},Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\n`;
  });
  const large = { ...file(`time,ip,path,agent\n${rows.join('')}`), name: LARGE };
  const asked = page.getByRole('dialog', { name: 'This is more than the tab can hold' });
  const way = (name: string) => asked.getByRole('radio', { name });
  const need = async (): Promise<string> => bare(await asked.getByRole('status').innerText());
  const decide = page.getByRole('main').getByRole('button', { name: 'Decide' });

  await openFiles(page, large);
  await expect.poll(() => hasFocus(way('Fewer columns')), { timeout: 20_000 }).toBe(true);
  await asked.getByRole('checkbox', { name: 'agent' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await keyboard.press('Enter'); // nothing is left out yet
  await asked.getByRole('textbox', { name: 'Find columns' }).focus();
  await keyboard.type('a');
  await keyboard.press('Enter');
  await asked.getByRole('checkbox', { name: 'time' }).waitFor({ state: 'detached' });
  await keyboard.press('Control+a');
  await keyboard.press('Delete');
  for (const name of ['ip', 'path', 'agent']) {
    await asked.getByRole('checkbox', { name }).focus();
    await keyboard.press('Space');
  }
  expect(await need()).not.toContain('too much');
  await keyboard.press('Enter');
  await expect.poll(main, { timeout: 20_000 }).toContain('large.csv: 90000 rows × 1 column');
  await toStart(page);

  await openFiles(page, large);
  await expect.poll(() => hasFocus(way('Fewer columns')), { timeout: 20_000 }).toBe(true);
  expect(await need()).toMatch(/GB: too much$/);
  await keyboard.press('Escape');
  await asked.waitFor({ state: 'detached' });
  await decide.press('Enter');
  await expect.poll(() => hasFocus(way('Fewer columns'))).toBe(true);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await way('A sample').and(page.locator(':checked')).waitFor();
  await keyboard.press('Tab');
  await keyboard.press('Control+a');
  await keyboard.type('0.5');
  await keyboard.press('Enter'); // says first what it needs
  expect(await need()).not.toContain('too much');
  await keyboard.press('Enter');
  await expect.poll(main, { timeout: 20_000 }).toMatch(/large\.csv: \d+ rows × 4 columns/);
  expect(await main()).toContain('This is a sample: 0.5 % of the records, seed 1.');
  await toStart(page);

  await openFiles(page, large);
  await expect.poll(() => hasFocus(way('Fewer columns')), { timeout: 20_000 }).toBe(true);
  await keyboard.press('ArrowDown');
  await asked.getByRole('button', { name: 'Column of the time: time' }).waitFor();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type('2020-01-17 01:00');
  await keyboard.press('Tab');
  await keyboard.type('tomorrow');
  await keyboard.press('Enter');
  await asked.getByRole('alert').getByText('A time of UTC').waitFor();
  await keyboard.press('Control+a');
  await keyboard.type('2020-01-17 02:00');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  await expect.poll(main, { timeout: 20_000 }).toContain('large.csv: 3600 rows × 4 columns');
  expect(site.problems).toEqual([]);
});

test('a file whose delimiter is not found is read with the right one, by keyboard alone', async () => {
  const site = visited();
  const { page } = site;
  const odd = log.replace(/,(?=(?:[^"\n]*"[^"\n]*")*[^"\n]*$)/gm, '^');
  await openFiles(page, file(odd));
  // Beside the columns that the recipe lacks, and beside what was rejected.
  const change = page.getByRole('button', { name: 'Change how it is read' }).first();
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
  await expect.poll(() => hasFocus(delimiter)).toBe(true);
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
  const site = visited();
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
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await painted(page);
    expect([colorScheme, await violations(page)]).toEqual([colorScheme, []]);
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

/** The log with its second time written as day/month/year, in months and days that could be either. */
function localTimes(): string {
  const special = new Map([
    [5, '08/03/2020 02:30:00'],
    [7, '01/11/2020 01:30:00'],
  ]);
  const lines = log.split('\n').map((line, i) => {
    const own = special.get(i) ?? `${String(1 + (i % 12)).padStart(2, '0')}/02/2020 12:00:00`;
    let time = 0;
    return line.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, (found) =>
      time++ === 1 ? own : found,
    );
  });
  return lines.join('\n');
}

test('times that can be read in two ways and a clock change are asked about, by keyboard alone', async () => {
  const site = visited();
  const { page } = site;
  await openFiles(page, file(localTimes()));
  const asked = page.getByRole('dialog', { name: 'How are the times of RequestDate written?' });
  await asked.waitFor({ timeout: 30_000 });
  const use = page.getByRole('button', { name: 'Read times so' });
  expect(await use.isDisabled()).toBe(true);
  const first = asked.getByRole('radio', { name: 'Day/month/year' });
  await expect.poll(() => hasFocus(first)).toBe(true);
  await page.keyboard.press('Enter'); // nothing is chosen yet
  expect(await violations(page)).toEqual([]);

  // Away from it, the table says why it is not there, and the question comes back when it is wanted.
  await page.keyboard.press('Escape');
  await asked.waitFor({ state: 'detached' });
  await goTo(page, 'Data');
  const decide = page.getByRole('main').getByRole('button', { name: 'Decide' });
  await decide.press('Enter');
  await expect.poll(() => hasFocus(first)).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => hasFocus(decide)).toBe(true);
  await page.keyboard.press('Enter');
  await expect.poll(() => hasFocus(first)).toBe(true);
  await page.keyboard.press('Space');
  const zone = asked.getByRole('combobox', { name: 'Zone' });
  await zone.fill('berlin');
  await page.getByRole('option', { name: 'Europe/Berlin' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await zone.inputValue()).toBe('UTC');
  await zone.fill('new_york');
  await page.getByRole('option', { name: 'America/New_York' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => zone.inputValue()).toBe('America/New_York');
  await page.keyboard.press('Enter');

  const change = page.getByRole('dialog', { name: 'The clock was changed in RequestDate' });
  await change.waitFor({ timeout: 30_000 });
  expect(bare(await change.innerText())).toContain('1 time that never happened');
  expect(bare(await change.innerText())).toContain('1 time that happened twice');
  expect(await violations(page)).toEqual([]);
  await change
    .getByRole('radio', { name: 'As if the clock had not been changed yet' })
    .press('Space');
  expect(await use.isDisabled()).toBe(true);
  await change.getByRole('radio', { name: /^The second time/ }).press('Space');
  await page.keyboard.press('Enter');
  await waitForResult(page);
  expect(await railText(page, 'Data')).toContain('2000 rows');
  const main = page.getByRole('main');
  expect(bare(await main.innerText())).toContain('2020-02-01 to 2020-11-01');
  await main.getByRole('button', { name: 'Rows' }).press('Space');
  await expect.poll(() => main.innerText(), { timeout: 20_000 }).toContain('2020-03-08 07:30:00');
  expect(await main.innerText()).toContain('2020-11-01 06:30:00');
  expect(site.problems).toEqual([]);
});
