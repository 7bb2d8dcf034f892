import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'vitest';
import { visit, type Visit } from '../browser.ts';
import { goTo, openExample, STATIONS, useMethod } from './steps.ts';

/** Breaches of WCAG 2.2 AA and of axe's best practices, as `rule: element` lines. */
async function violations(
  { page }: Visit,
  scheme: 'light' | 'dark',
  within?: string,
): Promise<string[]> {
  const all = new AxeBuilder({ page });
  // Nothing but the colours is another in the dark.
  const axe =
    scheme === 'dark'
      ? all.withRules(['color-contrast'])
      : all.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
  const found = await (within === undefined ? axe : axe.include(within)).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any station, ${colorScheme}`, async () => {
    await using site = await visit('', { colorScheme });
    const { page } = site;
    await page.getByRole('heading', { level: 1 }).waitFor();
    const found: Record<string, string[]> = { start: await violations(site, colorScheme) };
    const seeDialog = async (name: string): Promise<void> => {
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      found[name] = await violations(site, colorScheme, '[role=dialog]');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    };
    await page.getByRole('button', { name: 'Paste text' }).click();
    await seeDialog('paste');
    await openExample(page);
    for (const station of STATIONS) {
      await goTo(page, station);
      await page.waitForTimeout(800);
      found[station] = await violations(site, colorScheme);
      const tabs = page.getByRole('main').getByRole('tab');
      for (let i = 1; i < (await tabs.count()); i++) {
        await tabs.nth(i).click();
        await page.waitForTimeout(500);
        // What is around it was looked at with the first tab.
        found[`${station}, tab ${String(i)}`] = await violations(site, colorScheme, 'main');
      }
    }
    await goTo(page, 'Clusters');
    for (const method of ['k-means', 'HDBSCAN']) {
      await useMethod(page, method);
      await page.getByRole('main').getByRole('tab').nth(1).click();
      await page.waitForTimeout(1500);
      found[method] = await violations(site, colorScheme, 'main');
    }
    await page.keyboard.press('d');
    await page.getByRole('region', { name: 'Selected rows' }).getByRole('grid').waitFor();
    found['drawer'] = await violations(site, colorScheme);
    await page.keyboard.press('?');
    await seeDialog('keys');
    await goTo(page, 'Export');
    await page.getByRole('button', { name: 'Preview' }).first().click();
    await seeDialog('preview');
    expect(Object.entries(found).filter(([, lines]) => lines.length > 0)).toEqual([]);
    expect(site.problems).toEqual([]);
  });
}
