import { expect, test } from 'vitest';
import { shareVisit } from '../share-visit.ts';
import { openFiles } from './steps.ts';

const visited = shareVisit();

test('names that a comment gives are shown as such; a person may take others, and go back', async () => {
  const site = visited();
  const { page } = site;
  const records = [1, 2, 3, 4].map((i) => `2024-01-0${String(i)} 192.0.2.7 GET 200`);
  const text = ['#Version: 1.0', '#Fields: date c-ip method status', ...records].join('\n');
  await openFiles(page, { name: 'u_ex.log', mimeType: 'text/plain', buffer: Buffer.from(text) });
  const change = page.getByRole('button', { name: 'Change how it is read' }).first();
  await change.waitFor({ timeout: 20_000 });
  await change.press('Enter');

  const reader = page.getByRole('dialog', { name: 'How u_ex.log is read' });
  const heads = reader.getByRole('table', { name: 'As read' }).getByRole('columnheader');
  await expect.poll(() => heads.allInnerTexts(), { timeout: 20_000 }).toHaveLength(4);
  expect((await heads.allInnerTexts()).join(' ')).toContain('c-ip');
  const names = reader.getByRole('button', { name: /^Names of columns: / });
  expect(await names.innerText()).toContain('As #Fields: says');
  const lines = reader.getByRole('region', { name: 'Lines of the file' });
  expect(await lines.innerText()).toMatch(/method status\s+names/);

  await names.press('Enter');
  await page.getByRole('option', { name: 'None: c1, c2 …' }).press('Enter');
  await expect.poll(async () => (await heads.allInnerTexts()).join(' ')).toContain('c4');
  await reader.getByRole('button', { name: 'Names: back to what was found' }).press('Enter');
  await expect.poll(async () => (await heads.allInnerTexts()).join(' ')).toContain('c-ip');
  expect(await names.innerText()).toContain('As #Fields: says');
  expect(site.problems).toEqual([]);
});
