import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { painted } from './painted.ts';

const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Breaches of WCAG 2.2 AA and of axe's best practices, as `rule: element` lines. */
export async function violations(page: Page, within?: string): Promise<string[]> {
  return analyze((await builder(page)).withTags(ALL), within);
}

/** The same in light, and after them those of its colours in the dark: nothing else is another there. The page ends light. */
export async function violationsInBoth(page: Page, within?: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await violations(page, within);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await painted(page);
  const dark = await analyze((await builder(page)).withRules(['color-contrast']), within);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await painted(page);
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}

/** Only violations are handed over, and all is done in the page itself: there are no frames. Axe is handed in once a page. */
async function builder(page: Page): Promise<AxeBuilder> {
  const known = await page.evaluate(() => 'axe' in globalThis);
  const axe = new AxeBuilder(known ? { page, axeSource: ';' } : { page });
  return axe.setLegacyMode().options({ resultTypes: ['violations'] });
}

async function analyze(axe: AxeBuilder, within: string | undefined): Promise<string[]> {
  const found = await (within === undefined ? axe : axe.include(within)).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}
