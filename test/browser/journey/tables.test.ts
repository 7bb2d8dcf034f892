import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { load } from '../../readers/formats/shared.ts';
import { visit } from '../browser.ts';
import { bare, goTo, openExample } from './steps.ts';
import { gridRows } from './grid.ts';

/** Saves the table of the Data station in a format, by the keyboard alone. */
async function saveAs(page: Page, format: string): Promise<Uint8Array<ArrayBuffer>> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save table as' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: new RegExp(`^${format}\\b`) }).focus();
  await page.keyboard.press('Enter');
  const download = await waiting;
  return Uint8Array.from(await readFile(await download.path()));
}

test('a table is described, and saved in four formats that hold the same', async () => {
  await using site = await visit();
  const { page } = site;
  await openExample(page);
  await goTo(page, 'Data');
  const tables = [];
  for (const [format, name] of [
    ['CSV', 'a.csv'],
    ['TSV', 'a.tsv'],
    ['JSON lines', 'a.jsonl'],
    ['Parquet', 'a.parquet'],
  ] as const)
    tables.push((await load(name, await saveAs(page, format))).table);
  const [csv, tsv, , parquet] = tables;
  expect(csv?.rows).toHaveLength(24_213);
  expect(tsv).toStrictEqual(csv);
  const texts = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map(String));
  expect(texts(tables[2]!.rows.slice(0, 500).map((row) => row.slice(0, 5)))).toStrictEqual(
    texts(csv!.rows.slice(0, 500).map((row) => row.slice(0, 5))),
  );
  expect(parquet?.rows).toHaveLength(24_213);
  expect(parquet?.columns.map((column) => column.name)).toStrictEqual(
    csv?.columns.map((column) => column.name),
  );

  await page.getByRole('button', { name: 'Describe', exact: true }).click();
  const described = page.getByRole('grid', { name: /^Statistics of/ });
  await expect.poll(async () => (await gridRows(described)).length).toBe(25);
  const request = (await gridRows(described)).find(([name]) => name === 'RequestType');
  expect(request?.slice(0, 5).map(bare)).toStrictEqual([
    'RequestType',
    '24213',
    '1',
    'Click',
    '24213',
  ]);
  const axe = async () =>
    (await new AxeBuilder({ page }).include('main').analyze()).violations.map(({ id }) => id);
  expect(await axe()).toEqual([]);
  await page.getByRole('button', { name: 'Info', exact: true }).click();
  await page.getByRole('grid', { name: /^Info of/ }).waitFor();
  expect(await axe()).toEqual([]);
  expect(site.problems).toEqual([]);
});
