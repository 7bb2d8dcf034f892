import sqlite3 from '@sqlite.org/sqlite-wasm';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { simulateEmailClicks } from '../../../src/simulate/email-clicks.ts';
import { violations } from '../axe.ts';
import { visit, visitAlone } from '../browser.ts';
import { bare, goTo, hasFocus, openFiles, railText, waitForResult } from './steps.ts';

const LOG = [...simulateEmailClicks({ seed: 1, rows: 1000 }).chunks].map(({ csv }) => csv).join('');
const RANGES = 'range,owner\n10.0.0.0/8,us\nnothing\n172.16.0.0/12,them\n';
const PATIENT = { timeout: 20_000 };

const file = (name: string, text: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});
const main = async (page: Page): Promise<string> => bare(await page.getByRole('main').innerText());

/** Pastes as Ctrl V does, without the clipboard of this machine. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);
}

test('two files that differ become one table by keyboard alone; the columns that one lacks are null there', async () => {
  await using site = await visit();
  const { page } = site;
  const wider = LOG.split('\n').map((line, i) => line && `${line},${i === 0 ? 'extra' : '7'}`);
  await openFiles(page, [file('a.csv', LOG), file('b.csv', wider.join('\n'))]);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor(PATIENT);
  expect(await dialog.getByRole('row').allInnerTexts()).toStrictEqual([
    'Column\ta.csv\tb.csv',
    'extra\tnone\tyes',
  ]);
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await expect
    .poll(() => hasFocus(dialog.getByRole('radio', { name: 'One table, all columns' })))
    .toBe(true);
  await page.keyboard.press('ArrowDown');
  await dialog.getByRole('radio', { name: 'One table, common columns', checked: true }).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await waitForResult(page);
  expect(await railText(page, 'Data')).toContain('2000 rows');
  await goTo(page, 'Data');
  await expect.poll(() => main(page), PATIENT).toMatch(/extra\s+integer\s+50\.0\s%/);
  expect(site.problems).toEqual([]);
});

test('a file that does not fit the recipe is shown; a log beside it runs; a table can be renamed and removed', async () => {
  await using site = await visit();
  const { page } = site;
  await openFiles(page, file('ranges.csv', RANGES));
  await expect.poll(() => main(page), PATIENT).toContain('172.16.0.0/12');
  expect(await main(page)).toMatch(/ranges\.csv: 2 rows × 2 columns/);
  expect(await main(page)).toContain('needs 15 columns that this table has not');
  expect(await main(page)).toContain('1 of 3 records');
  expect(await violations(page, 'main')).toEqual([]);
  await page.getByRole('button', { name: 'Choose columns' }).click();
  await page.getByRole('dialog', { name: 'Which columns are these?' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await paste(page, LOG.replaceAll(',', '\t'));
  await waitForResult(page);
  const tabs = page.getByRole('tab');
  expect((await tabs.allInnerTexts()).map((text) => bare(text).replace(/\s+/g, ' '))).toStrictEqual(
    ['ranges.csv 2 × 2', expect.stringMatching(/^pasted\.txt ?1000 × \d+ ?Events$/)],
  );
  expect(await railText(page, 'Data')).toContain('1000 rows');
  expect(await violations(page, 'main')).toEqual([]);

  await tabs.nth(1).focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => main(page)).toContain('First rows');
  const menu = page.getByRole('button', { name: 'Table ranges.csv' });
  await menu.press('Enter');
  await page.getByRole('menuitem', { name: 'Rename…' }).press('Enter');
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect.poll(() => hasFocus(name)).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => hasFocus(menu)).toBe(true);
  await menu.press('Enter');
  await page.getByRole('menuitem', { name: 'Rename…' }).press('Enter');
  await name.fill('Cloud ranges');
  await name.press('Enter');
  await expect.poll(() => tabs.first().innerText()).toContain('Cloud ranges');
  await page.getByRole('button', { name: 'Table Cloud ranges' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Remove table' }).press('Enter');
  await expect.poll(() => tabs.count()).toBe(0);
  expect(await main(page)).toContain('pasted.txt');
  expect(await railText(page, 'Data')).toContain('1000 rows');
  expect(site.problems).toEqual([]);
});

test('a database with two tables asks which; both get a tab; further rows of the same columns are appended', async () => {
  const sqlite = await sqlite3();
  const db = new sqlite.oo1.DB(':memory:');
  db.exec(`CREATE TABLE users (id INTEGER, name TEXT); INSERT INTO users VALUES (1, 'Ann'), (2, 'Bo');
    CREATE TABLE teams (team TEXT); INSERT INTO teams VALUES ('red')`);
  const buffer = Buffer.from(sqlite.capi.sqlite3_js_db_export(db));
  db.close();
  await using site = await visit();
  const { page } = site;
  await openFiles(page, { name: 'who.db', mimeType: 'application/octet-stream', buffer });
  const dialog = page.getByRole('dialog', { name: 'Which tables?' });
  await dialog.waitFor(PATIENT);
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await dialog.getByRole('checkbox', { name: 'users' }).press('Space');
  await dialog.getByRole('button', { name: 'Open 1 table' }).waitFor();
  await dialog.getByRole('checkbox', { name: 'users' }).press('Space');
  await dialog.getByRole('button', { name: 'Open 2 tables' }).click();
  const tabs = page.getByRole('tab');
  await expect
    .poll(() => tabs.allInnerTexts(), PATIENT)
    .toStrictEqual([
      expect.stringContaining('who.db#teams'),
      expect.stringContaining('who.db#users'),
    ]);
  await tabs.nth(1).click();
  await expect.poll(() => main(page), PATIENT).toContain('Ann');

  await paste(page, 'id,name\n3,Cy\n');
  await page.getByRole('dialog', { name: 'Append this file?' }).waitFor(PATIENT);
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Append', exact: true }).click();
  await expect.poll(() => main(page), PATIENT).toContain('Cy');
  expect(await main(page)).toContain('who.db#users and 1 more: 3 rows × 2 columns');
  const files = page.getByRole('list', { name: 'Files' });
  expect((await files.innerText()).replace(/\s+/g, ' ')).toMatch(
    /who\.db#teams.*who\.db#users.*pasted\.txt/,
  );
  await files.getByRole('button', { name: /pasted\.txt/ }).press('Enter');
  await page.getByRole('menuitem', { name: 'Remove' }).press('Enter');
  await expect.poll(() => main(page), PATIENT).toContain('who.db#users: 2 rows');
  expect(site.problems).toEqual([]);
});

test('files are remembered only when asked, opened again with their rows told, and forgotten', async () => {
  await using site = await visitAlone();
  const { page } = site;
  // Handles of the private file system stand for those of the file dialog, which no test can open.
  await page.addInitScript((text) => {
    Object.defineProperty(globalThis, 'showOpenFilePicker', {
      value: async () => {
        const root = await navigator.storage.getDirectory();
        const handle = await root.getFileHandle('kept.csv', { create: true });
        const writer = await handle.createWritable();
        await writer.write(text);
        await writer.close();
        return [handle];
      },
    });
  }, RANGES);
  await page.reload();
  const recent = page.getByRole('region', { name: 'Recent files' });
  const remember = recent.getByRole('switch', { name: /^Remember files/ });
  await remember.waitFor();
  expect(await remember.isChecked()).toBe(false);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  await remember.press('Space');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await expect.poll(() => main(page), PATIENT).toContain('172.16.0.0/12');
  await page.reload();
  await expect
    .poll(async () => bare(await recent.innerText()))
    .toMatch(/kept\.csv\s+\d+ \w+,? \d\d:\d\d\s+2\s/);
  expect(await violations(page, 'main')).toEqual([]);
  await recent.getByRole('button', { name: 'Open kept.csv' }).click();
  await expect.poll(() => main(page), PATIENT).toContain('172.16.0.0/12');
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('kept.csv'));
  await page.reload();
  await recent.getByRole('button', { name: 'Open kept.csv' }).click();
  await expect
    .poll(() => page.getByRole('region', { name: 'Messages' }).innerText())
    .toContain('kept.csv is not where it was');
  await recent.getByRole('button', { name: 'Forget all' }).click();
  await expect.poll(() => recent.innerText()).not.toContain('kept.csv');
  await page.reload();
  await recent.waitFor();
  expect(await recent.innerText()).not.toContain('kept.csv');
  expect(site.problems).toEqual([]);
});
