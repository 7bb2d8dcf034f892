import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { simulateEmailClicks } from '../../../src/simulate/email-clicks.ts';
import { violations } from '../axe.ts';
import { shareVisit } from '../share-visit.ts';
import { goTo, openFiles, railText, railTexts, waitForResult } from './steps.ts';

const log = [...simulateEmailClicks({ seed: 1, rows: 2000 }).chunks]
  .map((chunk) => chunk.csv)
  .join('');

/** Two ways for a worker to go: an error that nobody catches, and an end that nobody is told. */
const DEATHS = {
  throws: () => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError('unreachable');
    });
  },
  closes: () => {
    self.close();
  },
} as const;

/** Ends the SQL engine's worker from within. */
async function kill(page: Page, how: keyof typeof DEATHS): Promise<void> {
  for (const worker of page.workers()) {
    const engine = await worker.evaluate(() => 'DUCKDB_BINDINGS' in globalThis).catch(() => false);
    if (engine) await worker.evaluate(DEATHS[how]).catch(() => undefined);
  }
}

// One page for both deaths: it lives on after one, and after another.
const visited = shareVisit(async (page) => {
  await openFiles(page, { name: 'clicks.csv', mimeType: 'text/csv', buffer: Buffer.from(log) });
  await waitForResult(page);
});

for (const how of ['throws', 'closes'] as const) {
  test(`when the engine's worker ${how}, the page says so, goes on and gives the same figures`, async () => {
    const site = visited();
    const { page } = site;
    const known = site.problems.length;
    const before = await railTexts(page);
    await goTo(page, 'Reputation');

    await kill(page, how);
    const alert = page.getByRole('alert').filter({ hasText: 'The engine stopped' });
    await alert.waitFor({ timeout: 10_000 });
    const said = await alert.innerText();
    expect(said).toContain('What is open is kept');
    expect(said).not.toMatch(/undefined|RuntimeError|unreachable|\.js/);
    // The last good result stays, and nothing else on the page is an error.
    const stale = await railText(page, 'Clusters');
    expect(stale).toContain('stale');
    expect(stale.replace(' stale,', '')).toBe(before['Clusters']);
    for (const words of await page.getByRole('alert').allInnerTexts())
      expect(words).toMatch(/The engine stopped|These rows went with the engine/);
    expect(await violations(page)).toEqual([]);

    const again = page.getByRole('button', { name: 'Load again' });
    if (how === 'throws') {
      await page.getByRole('button', { name: 'Dismiss' }).click();
      await expect.poll(() => page.getByRole('main').innerText()).toContain('What is drawn stays');
      await page.getByRole('button', { name: /^Run/ }).click();
    } else {
      await again.focus();
      await page.keyboard.press('Enter');
    }
    await again.waitFor({ state: 'detached' });
    await waitForResult(page);
    expect(await railTexts(page)).toEqual(before);
    expect(await page.getByRole('alert').count()).toBe(0);

    // Rows can be asked for again.
    await page.keyboard.press('d');
    const drawer = page.getByRole('region', { name: 'Selected rows' }).getByRole('grid');
    await expect.poll(() => drawer.getByRole('row').count()).toBeGreaterThan(3);
    await page.keyboard.press('d');
    await drawer.waitFor({ state: 'detached' });
    // The library tells the console of the error that was thrown.
    const thrown = how === 'throws' ? /RuntimeError|console: ErrorEvent/ : /^$/;
    const since = site.problems.slice(known);
    expect(since.filter((words) => !thrown.test(words))).toEqual([]);
  });
}
