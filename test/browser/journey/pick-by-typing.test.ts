import { expect, test } from 'vitest';
import { visit } from '../browser.ts';
import { openFiles } from './steps.ts';

test('a column is chosen by typing its name and Enter; Escape takes back what was typed and nothing else', async () => {
  await using site = await visit();
  const { page } = site;
  await openFiles(page, {
    name: 'x.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('alpha,beta,alphabet\n1,2,3\n'),
  });
  await page.getByRole('button', { name: 'Table x.csv' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Change how it is read…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  const column = dialog.getByRole('combobox', { name: 'Column' });
  const type = async (text: string, key: string): Promise<void> => {
    await column.selectText();
    await page.keyboard.type(text);
    await expect.poll(() => column.inputValue()).toBe(text);
    await page.keyboard.press(key);
  };
  const chosen = dialog.getByRole('columnheader').and(page.locator('.chosen'));
  for (const [typed, meant] of [
    ['beta', 'beta'],
    ['alpha', 'alpha'],
    ['abet', 'alphabet'],
  ] as const) {
    await type(typed, 'Enter');
    await expect.poll(() => column.inputValue()).toBe(meant);
    await expect.poll(() => chosen.innerText()).toMatch(new RegExp(`^${meant}\\s`));
  }
  await type('zz', 'Escape');
  await expect.poll(() => column.inputValue()).toBe('');
  expect(await dialog.count()).toBe(1);
  expect(await chosen.innerText()).toMatch(/^alphabet\s/);
  expect(site.problems).toEqual([]);
});
