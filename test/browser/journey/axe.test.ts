import { expect, test } from 'vitest';
import { violationsInBoth } from '../axe.ts';
import { visit } from '../browser.ts';
import { goTo, openExample, settled, STATIONS, useMethod } from './steps.ts';

test('axe finds nothing on any station, in light and in dark', async () => {
  await using site = await visit();
  const { page } = site;
  const found: Record<string, string[]> = {};
  const see = async (name: string, within?: string): Promise<void> => {
    await settled(page);
    found[name] = await violationsInBoth(page, within);
  };
  const seeDialog = async (name: string): Promise<void> => {
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await see(name, '[role=dialog]');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  };
  await page.getByRole('heading', { level: 1 }).waitFor();
  await see('start');
  await page.getByRole('button', { name: 'Paste text' }).click();
  await seeDialog('paste');
  await openExample(page);
  for (const station of STATIONS) {
    await goTo(page, station);
    await see(station);
    const tabs = page.getByRole('main').getByRole('tab');
    for (let i = 1; i < (await tabs.count()); i++) {
      await tabs.nth(i).click();
      // What is around it was looked at with the first tab.
      await see(`${station}, tab ${String(i)}`, 'main');
    }
  }
  await goTo(page, 'Clusters');
  for (const method of ['k-means', 'HDBSCAN']) {
    await useMethod(page, method);
    await page.getByRole('main').getByRole('tab').nth(1).click();
    await see(method, 'main');
  }
  await page.keyboard.press('d');
  await page.getByRole('region', { name: 'Selected rows' }).getByRole('grid').waitFor();
  await see('drawer');
  await page.keyboard.press('?');
  await seeDialog('keys');
  await goTo(page, 'Export');
  await page.getByRole('button', { name: 'Preview' }).first().click();
  await seeDialog('preview');
  expect(Object.entries(found).filter(([, lines]) => lines.length > 0)).toEqual([]);
  expect(site.problems).toEqual([]);
});
