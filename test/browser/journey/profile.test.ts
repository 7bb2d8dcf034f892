import { buffer } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { load } from '../../readers/formats/shared.ts';
import { violations } from '../axe.ts';
import { visitExample } from '../visit-example.ts';
import { bare, goTo } from './steps.ts';
import { gridRows } from './grid.ts';

/** Saves the table of the Data station in a format, by the keyboard alone. */
async function saveAs(page: Page, format: string): Promise<Uint8Array<ArrayBuffer>> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save table as' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: new RegExp(`^${format}\\b`) }).focus();
  await page.keyboard.press('Enter');
  const download = await waiting;
  return Uint8Array.from(await buffer(await download.createReadStream()));
}

test('a table is described, and saved in four formats that hold the same', async () => {
  const site = await visitExample();
  const { page } = site;
  await goTo(page, 'Data');
  const parquet = (await load('a.parquet', await saveAs(page, 'Parquet'))).table;
  expect(parquet.rows).toHaveLength(24_213);
  const types = Object.fromEntries(parquet.columns.map(({ name, type }) => [name, type]));
  const csv = (await load('a.csv', await saveAs(page, 'CSV'), { types })).table;
  expect(csv.columns).toStrictEqual(parquet.columns);
  expect(csv.rows.slice(0, 2000)).toStrictEqual(parquet.rows.slice(0, 2000));
  expect(csv.rows).toHaveLength(24_213);
  const names = parquet.columns.map((column) => column.name);
  for (const format of ['TSV', 'JSON lines']) {
    const lines = new TextDecoder()
      .decode(await saveAs(page, format))
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(24_213 + (format === 'TSV' ? 1 : 0));
    if (format === 'TSV') expect(lines[0]?.split('\t')).toStrictEqual(names);
    else expect(Object.keys(JSON.parse(lines[0] ?? '') as object)).toStrictEqual(names);
  }

  await page.getByRole('button', { name: 'Describe', exact: true }).click();
  const described = page.getByRole('grid', { name: /^Statistics of/ });
  await expect
    .poll(async () => (await gridRows(described)).length, { timeout: 20_000, interval: 500 })
    .toBe(25);
  const request = (await gridRows(described)).find(([name]) => name === 'RequestType');
  expect(request?.slice(0, 5).map(bare)).toStrictEqual([
    'RequestType',
    '24213',
    '1',
    'Click',
    '24213',
  ]);
  expect(await violations(page, 'main')).toEqual([]);
  await page.getByRole('button', { name: 'Info', exact: true }).click();
  await page.getByRole('grid', { name: /^Info of/ }).waitFor();
  expect(await violations(page, 'main')).toEqual([]);
  expect(site.problems).toEqual([]);
});
