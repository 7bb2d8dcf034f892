import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { visit } from '../browser.ts';
import { bare, goTo, railText, settled, waitForResult } from './steps.ts';

const LONG = 50;

/** From now on the page writes down each task of its thread over 50 ms. */
async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map((entry) => entry.duration)),
    ).observe({ type: 'longtask' });
  });
}

async function longTasks(page: Page): Promise<number[]> {
  return page.evaluate(() =>
    (globalThis as unknown as { longTasks: number[] }).longTasks.splice(0),
  );
}

/** Timings are told, never asserted. */
function report(words: string): void {
  process.stdout.write(`[million] ${words}\n`);
}

function summary(tasks: readonly number[]): string {
  return `longest task ${Math.max(0, ...tasks).toFixed(0)} ms, ${String(tasks.filter((ms) => ms > 200).length)} over 200 ms, ${String(tasks.length)} over ${String(LONG)} ms`;
}

test(
  'a million clicks: the thread stays free, a cancel settles, and the last good result stays',
  { timeout: 300_000 },
  async () => {
    await using site = await visit();
    const { page } = site;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await watchLongTasks(page);
    await page.getByRole('button', { name: /^Size/ }).click();
    await page.getByRole('option', { name: /1 M/ }).click();
    const started = Date.now();
    await page.getByRole('button', { name: /^E-mail campaign/ }).click();
    await waitForResult(page, 240_000);
    report(
      `button to result ${((Date.now() - started) / 1000).toFixed(1)} s; ${summary(await longTasks(page))}`,
    );
    expect(await railText(page, 'Data')).toContain('1000000 rows');
    const shown = async (): Promise<string> =>
      (await railText(page, 'Clusters')).replace(', stale', '');
    const before = await shown();

    await goTo(page, 'Sessions');
    const gap = page.getByRole('textbox', { name: /gap/ });
    for (const [i, wait] of [50, 400, 1500, 3000].entries()) {
      await gap.fill(String(60 + i));
      await gap.press('Enter');
      const run = page.getByRole('button', { name: /^Run/ });
      const cancel = page.getByRole('button', { name: /^Cancel/ }).first();
      if (!(await cancel.isVisible())) await run.click();
      await cancel.waitFor();
      await page.waitForTimeout(wait);
      const at = Date.now();
      await cancel.click();
      await run.waitFor({ timeout: 30_000 });
      report(
        `cancel after ${String(wait)} ms settled in ${String(Date.now() - at)} ms; ${summary(await longTasks(page))}`,
      );
      expect(await shown()).toBe(before);
    }
    for (const station of ['Data', 'Features', 'Clusters', 'Reputation'] as const) {
      await goTo(page, station);
      await settled(page);
      report(`${station}: ${summary(await longTasks(page))}`);
    }
    expect(bare(await page.getByRole('main').innerText())).toMatch(/\d+ of \d+/);
    expect(site.problems).toEqual([]);
  },
);
