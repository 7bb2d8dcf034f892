import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { violations } from '../axe.ts';
import { visit } from '../browser.ts';
import { gridRows } from './grid.ts';
import { bare, openFiles, railText } from './steps.ts';

const PATIENT = { timeout: 20_000 };
/** Of each hundred clicks 40 come from the one, 25 from the other, 10 by IPv6, 24 from elsewhere, 1 from no address. */
const CLICKS = Array.from({ length: 1000 }, (_, i) => {
  const n = i % 100;
  const last = String(i % 250);
  if (n < 40) return `10.1.2.${last}`;
  if (n < 65) return `192.0.2.${last}`;
  if (n < 75) return `2001:db8::${last}`;
  return n < 99 ? `198.51.100.${last}` : 'unknown';
});
const RECIPE = {
  version: 1,
  id: 'who',
  title: 'Who clicks',
  inputs: { events: { address: 'text', click: 'integer' } },
  steps: [{ op: 'profile', as: 'profile', from: 'events' }],
};
const file = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: name.endsWith('.json') ? 'application/json' : 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
});
const main = async (page: Page): Promise<string> => bare(await page.getByRole('main').innerText());

test('clicks are joined to address ranges by keyboard; the recipe runs on the result, which outlives its sources', async () => {
  await using site = await visit();
  const { page } = site;
  await openFiles(page, [
    file('recipe.json', [JSON.stringify(RECIPE)]),
    file('clicks.csv', ['address,click', ...CLICKS.map((ip, i) => `${ip},${String(i)}`)]),
  ]);
  await expect.poll(() => main(page), PATIENT).toContain('clicks.csv: 1000 rows × 2 columns');
  const join = page.getByRole('button', { name: 'Join a table…' });
  await join.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Join a table to clicks.csv' });
  await expect.poll(() => dialog.innerText()).toContain('Open the other table first');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, 'range,owner\n10.0.0.0/8,ours\n192.0.2.0/24,them\n2001:db8::/32,six\nnothing,nobody\n');
  const tabs = page.getByRole('tab');
  await expect.poll(() => tabs.count(), PATIENT).toBe(2);
  await tabs.first().click();
  await join.press('Enter');
  await expect
    .poll(async () => bare(await dialog.innerText()), PATIENT)
    .toContain('750 of 1000 rows match');
  expect(await violations(page, '[role=dialog]')).toEqual([]);
  await dialog.getByRole('button', { name: /^The recipe/ }).press('Enter');
  await page.getByRole('option', { name: 'Runs on it as Events' }).press('Enter');
  await dialog.getByRole('button', { name: 'Join', exact: true }).press('Enter');
  await expect.poll(() => tabs.count(), PATIENT).toBe(3);
  await expect
    .poll(() => main(page), PATIENT)
    .toContain('clicks.csv + pasted.txt: 1000 rows × 4 columns');
  expect(await main(page)).toContain(
    '750 of 1000 rows match. 250 match nothing and are kept, 10 without an IP address among them.',
  );
  await expect
    .poll(async () => (await tabs.allInnerTexts()).map((tab) => tab.endsWith('Events')), PATIENT)
    .toStrictEqual([false, false, true]);
  await expect.poll(() => railText(page, 'Data'), PATIENT).toContain('1000 rows × 4');
  expect(await main(page)).toContain('rows whose value is no IP address');
  expect(await violations(page, 'main')).toEqual([]);

  await page.getByRole('button', { name: 'Describe', exact: true }).click();
  const described = page.getByRole('grid', { name: /^Statistics of/ });
  await expect
    .poll(
      async () => (await gridRows(described)).find(([name]) => name === 'owner')?.slice(0, 5),
      PATIENT,
    )
    .toStrictEqual(['owner', '750', '3', 'ours', '400']);

  for (const name of ['clicks.csv', 'pasted.txt']) {
    await tabs
      .filter({ hasText: new RegExp(`^${name}`) })
      .first()
      .click();
    await page.getByRole('button', { name: `Table ${name}` }).press('Enter');
    await page.getByRole('menuitem', { name: 'Remove table' }).press('Enter');
  }
  await expect
    .poll(() => main(page))
    .toContain('clicks.csv and pasted.txt, which it was made from, is closed');
  await page.getByRole('button', { name: 'Rows', exact: true }).click();
  const rows = page.getByRole('grid', { name: 'Rows of the table' });
  await expect.poll(async () => (await gridRows(rows, 66)).at(64), PATIENT).toContain('them');
  await page.getByRole('button', { name: /^Run/ }).press('Enter');
  await expect
    .poll(() => page.getByRole('alert').first().innerText())
    .toContain('was joined from clicks.csv, which is closed');
  expect(site.problems).toEqual([]);
});
