import { afterEach, expect, test } from 'vitest';
import { simulateEmailClicks } from '../../../src/simulate/email-clicks.ts';
import { shareVisit } from '../share-visit.ts';
import {
  bare,
  goTo,
  openFiles,
  railText,
  settled,
  STATIONS,
  toStart,
  waitForResult,
} from './steps.ts';

const log = (rows: number): string =>
  [...simulateEmailClicks({ seed: 1, rows }).chunks].map((chunk) => chunk.csv).join('');
const file = (text: string, name = 'clicks.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

// One page for all of them: it must stay alive after one bad file after the other.
const visited = shareVisit();
afterEach(async ({ task }) => {
  if (task.result?.state === 'pass') await toStart(visited().page);
});

test('a missing column is named, and another one can play its part', async () => {
  const site = visited();
  const { page } = site;
  await openFiles(page, file(log(2000).replace('IPAddress', 'client_ip')));
  const dialog = page.getByRole('dialog');
  await expect.poll(() => dialog.innerText(), { timeout: 20_000 }).toContain('IPAddress');
  expect(await dialog.innerText()).toContain('clicks.csv');
  const choice = dialog.getByRole('button', { name: /IPAddress/ });
  if (!(await choice.innerText()).includes('client_ip')) {
    await choice.press('Enter');
    await page.getByRole('option', { name: 'client_ip' }).click();
  }
  await dialog.getByRole('button', { name: /^Use/ }).click();
  await waitForResult(page);
  expect(await railText(page, 'Data')).toContain('2000 rows');
  expect(site.problems).toEqual([]);
});

test('records that cannot be read are listed by line, column, reason and text, and the rest goes on', async () => {
  const site = visited();
  const { page } = site;
  const lines = log(2000).split('\n');
  lines[5] = (lines[5] ?? '').replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, 'next Tuesday');
  lines[9] = `${lines[9] ?? ''},one too many`;
  await openFiles(page, file(lines.join('\n')));
  await waitForResult(page);
  expect(await railText(page, 'Data')).toContain('1998 rows');
  await goTo(page, 'Data');
  const shown = bare(await page.getByRole('main').innerText());
  expect(shown).toContain('next Tuesday');
  expect(shown).toContain('SendDate');
  expect(shown).toMatch(/2 of 2000/);
  expect(shown).toContain('24 fields');
});

test('an empty file and one that is no text get a message each, and the page goes on', async () => {
  const { page } = visited();
  for (const [text, words] of [
    ['', /empty/i],
    ['PAR1\0\0\0\0\u0015\u0004', /Parquet/],
  ] as const) {
    await openFiles(page, file(text));
    const alert = page.getByRole('alert').first();
    await expect.poll(() => alert.innerText(), { timeout: 20_000 }).toMatch(words);
    expect(await alert.innerText()).toContain('clicks.csv');
    await page.getByRole('button', { name: 'Back to the start' }).click();
  }
  await openFiles(page, file(log(2000)));
  await waitForResult(page);
  expect(await railText(page, 'Data')).toContain('2000 rows');
});

test('a header without rows is a defined result, not a blank page', async () => {
  const site = visited();
  const { page } = site;
  await openFiles(page, file(log(0)));
  await page
    .getByRole('navigation', { name: 'Pipeline' })
    .getByRole('button', { name: /^Clusters.*0 clusters/ })
    .waitFor({ timeout: 20_000 });
  for (const station of STATIONS) {
    await goTo(page, station);
    await settled(page);
    const text = await page.getByRole('main').innerText();
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    expect(text.length).toBeGreaterThan(20);
  }
  expect(site.problems).toEqual([]);
});

test('hostile names and values are text everywhere', async () => {
  const site = visited();
  const { page } = site;
  const [header = '', ...rows] = log(2000).trimEnd().split('\n');
  const hostile = '"<img src=x onerror=document.title=1>"';
  const text = [
    `${header},__proto__,at,"a""b","<script>"`,
    ...rows.map((row, i) => `${row},${hostile},=1+1,${String(i)},"x, ""y"""`),
  ].join('\r\n');
  await openFiles(page, file(`\ufeff${text}\r\n`));
  await waitForResult(page);
  for (const station of STATIONS) {
    await goTo(page, station);
    await page.keyboard.press('d');
    await settled(page);
    expect(await page.locator('img, main script').count()).toBe(0);
  }
  await goTo(page, 'Data');
  const shown = await page.getByRole('main').innerText();
  for (const name of ['__proto__', 'a"b', '<script>']) expect(shown).toContain(name);
  expect(await page.title()).toContain('Spoor');
  expect(site.problems).toEqual([]);
});
