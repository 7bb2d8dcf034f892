import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { visit, type Visit } from './browser.ts';

/**
 * One page for all tests of a file, one after the other: what the first leaves behind must not harm the next.
 * @param prepare  what is done with the page before the first test. After a failed test the next one gets a new page.
 */
export function shareVisit(
  prepare: (page: Page) => Promise<void> = () => Promise.resolve(),
): () => Visit {
  let site: Visit | null = null;
  const close = async (): Promise<void> => {
    await site?.[Symbol.asyncDispose]();
    site = null;
  };
  beforeEach(async () => {
    if (site) return;
    site = await visit();
    await prepare(site.page);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'pass') await close();
  });
  afterAll(close);
  return () => {
    if (!site) throw new Error('The page is opened before each test, and only there.');
    return site;
  };
}
