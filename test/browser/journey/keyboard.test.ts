import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { visit } from '../browser.ts';
import { bare, railText, saved, waitForResult } from './steps.ts';

/** Name and role of what has the focus. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    return `${at?.getAttribute('role') ?? at?.tagName.toLowerCase() ?? ''} ${at?.getAttribute('aria-label') ?? at?.textContent ?? ''}`;
  });
}

/** Presses Tab until the focus is on what `wanted` describes; fails after a whole round. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (wanted.test(now)) return;
    seen.push(now.slice(0, 40));
  }
  throw new Error(
    `Tab never reached ${String(wanted)}; it went over ${[...new Set(seen)].join(' | ')}`,
  );
}

/** The same for an element whose name stands in a label. */
async function tabToElement(page: Page, wanted: Locator): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab never reached it.');
}

test('the whole journey by keyboard alone', async () => {
  await using site = await visit();
  const { page } = site;
  const { keyboard } = page;
  const station = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await tabTo(page, /E-mail campaign, 24 k clicks/);
  await keyboard.press('Enter');
  await waitForResult(page);

  for (const [key, name] of [
    ['1', 'Data'],
    ['2', 'Sessions'],
    ['3', 'Features'],
    ['5', 'Reputation'],
    ['6', 'Export'],
    ['4', 'Clusters'],
  ] as const) {
    await keyboard.press(key);
    await station(name);
  }
  await tabTo(page, /^grid .*[Cc]lusters/);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  const before = await railText(page, 'Reputation');
  await keyboard.press('s');
  await expect.poll(() => railText(page, 'Reputation'), { timeout: 20_000 }).not.toBe(before);
  await waitForResult(page);
  await keyboard.press('s');
  await expect.poll(() => railText(page, 'Reputation'), { timeout: 20_000 }).toBe(before);
  await waitForResult(page);
  await keyboard.press('F2');
  await keyboard.type('AWS scanner');
  await keyboard.press('Enter');
  await expect.poll(() => page.getByRole('main').innerText()).toContain('AWS scanner');

  await tabTo(page, /^grid .*[Cc]lusters/);
  await keyboard.press('Enter');
  const drawer = page.getByRole('region', { name: 'Selected rows' });
  await expect
    .poll(async () => bare(await drawer.innerText()), { timeout: 20_000 })
    .toContain('28 sessions');
  await expect.poll(() => drawer.getByRole('row').nth(1).innerText()).toMatch(/\d/);
  await tabTo(page, /^grid Selected sessions/);
  await keyboard.press('j');
  await keyboard.press('Enter');
  await expect
    .poll(async () => bare(await drawer.innerText()), { timeout: 20_000 })
    .toMatch(/session \d+[^]*\d+ rows/);

  await tabToElement(page, page.getByRole('textbox', { name: 'eps' }));
  await keyboard.press('Control+a');
  await keyboard.type('0.3');
  await keyboard.press('Enter');
  await expect
    .poll(async () => bare(await page.getByRole('main').innerText()), { timeout: 20_000 })
    .toContain('eps 0.3');
  await waitForResult(page);

  await keyboard.press('Escape');
  await tabTo(page, /^button Export.*tables/);
  await keyboard.press('Enter');
  await station('Export');
  await page
    .getByRole('button', { name: /reputation_cidr\.csv/ })
    .first()
    .waitFor();
  await tabTo(page, /Save .*reputation_cidr\.csv/);
  const file = await saved(page, () => keyboard.press('Enter'));
  expect(file.text.split('\n')[0]).toBe(
    'CIDR Range,total_events,suspect_events,score,score_low,score_high,total_sessions,suspect_sessions,score_sessions',
  );
  expect(site.problems).toEqual([]);
});
