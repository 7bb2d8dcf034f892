import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { visit, type Visit } from './browser.ts';
import { goTo, openExample, railTexts } from './journey/steps.ts';

interface Kept {
  readonly site: Visit;
  /** What the rail said of the example when it had been run. */
  readonly said: Awaited<ReturnType<typeof railTexts>>;
}

declare global {
  /** The example that no test has in use. */
  var spoorExample: Kept | undefined;
}

/**
 * A page on which the example has been run, at the Sessions station. It is run once and lent to one test after the other, of
 * all files: for tests that change nothing of it, or put back what they change. One that is no longer as it was, or whose
 * test failed, is closed, and the next test gets a new one.
 */
export async function visitExample(): Promise<{
  readonly page: Page;
  readonly problems: readonly string[];
}> {
  const kept = (await lend()) ?? (await make());
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'pass') globalThis.spoorExample = kept;
    else await kept.site[Symbol.asyncDispose]();
  });
  return kept.site;
}

async function make(): Promise<Kept> {
  const site = await visit();
  await openExample(site.page);
  const said = await railTexts(site.page);
  await goTo(site.page, 'Sessions');
  return { site, said };
}

async function lend(): Promise<Kept | undefined> {
  const kept = globalThis.spoorExample;
  globalThis.spoorExample = undefined;
  if (!kept) return undefined;
  const { page } = kept.site;
  await page.keyboard.press('Escape'); // drops what is selected
  const rows = page.getByRole('region', { name: 'Selected rows' }).getByRole('grid');
  if ((await rows.count()) > 0) {
    await page.keyboard.press('d');
    await rows.waitFor({ state: 'detached' });
  }
  await goTo(page, 'Export');
  await goTo(page, 'Sessions'); // each station is drawn anew when it is come to
  const open = (await page.getByRole('dialog').count()) + (await page.getByRole('alert').count());
  if (open === 0 && isDeepStrictEqual(await railTexts(page), kept.said)) return kept;
  await kept.site[Symbol.asyncDispose]();
  return undefined;
}
