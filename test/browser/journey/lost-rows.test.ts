import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { simulateEmailClicks } from '../../../src/simulate/email-clicks.ts';
import { visit } from '../browser.ts';
import { bare, goTo, openFiles, waitForResult } from './steps.ts';

const log = [...simulateEmailClicks({ seed: 1, rows: 1000 }).chunks]
  .map((chunk) => chunk.csv)
  .join('');

/** Ends the SQL engine's worker from within. */
async function kill(page: Page): Promise<void> {
  for (const worker of page.workers()) {
    const engine = await worker.evaluate(() => 'DUCKDB_BINDINGS' in globalThis).catch(() => false);
    if (engine) await worker.evaluate(() => self.close()).catch(() => undefined);
  }
}

test('after the engine was lost no cell waits for rows: they say why they are empty, and come back', async () => {
  await using site = await visit();
  const { page } = site;
  await openFiles(page, { name: 'clicks.csv', mimeType: 'text/csv', buffer: Buffer.from(log) });
  await waitForResult(page);
  const waiting = page.locator('main .dt-wait');
  const kinds = page.getByRole('table', { name: 'Session keys compared' });
  const figures = async (): Promise<string> => bare(await kinds.innerText()).replace(/\s+/g, ' ');
  await goTo(page, 'Data');
  const columns = page.getByRole('grid', { name: /^Columns/ });
  await expect.poll(() => waiting.count()).toBe(0);
  // A picture is gone, too, where it was drawn of other rows than a figure.
  const profile = async (): Promise<string> => (await columns.innerText()).replace(/^–\n/gm, '');
  const before = await profile();

  await kill(page);
  await page.getByRole('button', { name: 'Load again' }).waitFor();
  // What is drawn stays; what is not drawn does not come.
  expect(before).toContain('InboxID');
  expect(await profile()).toBe(before);
  await goTo(page, 'Sessions');
  await expect.poll(figures).toMatch(/Inbox InboxID – \d+ [\d.]+ – – IP/);
  await goTo(page, 'Clusters');
  expect(await page.getByRole('grid', { name: 'Clusters' }).innerText()).not.toContain('null');
  expect(await waiting.count()).toBe(0);

  await page.getByRole('button', { name: 'Load again' }).click();
  await waitForResult(page);
  await goTo(page, 'Sessions');
  await expect.poll(() => waiting.count()).toBe(0);
  await expect.poll(figures).toMatch(/Inbox InboxID \d+ \d+ [\d.]+ [\d.]+ % /);
  expect(site.problems).toEqual([]);
});
