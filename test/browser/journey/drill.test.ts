import { expect, test } from 'vitest';
import { visitExample } from '../visit-example.ts';
import { bare, goTo } from './steps.ts';

test('from a cluster to its sessions, from a session to its rows, and back, with the SQL that finds them', async () => {
  const site = await visitExample();
  const { page } = site;
  await goTo(page, 'Clusters');
  const drawer = page.getByRole('region', { name: 'Selected rows' });
  await page
    .getByRole('main')
    .getByRole('row')
    .filter({ hasText: '9\u2009608' })
    .first()
    .dblclick();
  const grid = drawer.getByRole('grid');
  await expect
    .poll(async () => Number(await grid.getAttribute('aria-rowcount')), { timeout: 20_000 })
    .toBe(29); // 28 sessions and the head
  expect(bare(await drawer.innerText())).toMatch(/cluster 1/i);
  expect(bare(await drawer.innerText())).toContain('28 sessions');

  await expect.poll(() => grid.getByRole('row').nth(1).innerText()).toMatch(/\d/);
  await grid.getByRole('row').nth(1).dblclick();
  await expect
    .poll(async () => bare(await drawer.innerText()), { timeout: 20_000 })
    .toMatch(/session \d+[^]*\d+ rows/);
  const rows = Number(/(\d+) rows/.exec(bare(await drawer.innerText()))?.[1]);
  expect(rows).toBeGreaterThan(60);
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBe(rows + 1);

  await drawer.getByRole('button', { name: /SQL/ }).click();
  const dialog = page.getByRole('dialog');
  // The editor stands in a shadow root, which innerText does not see.
  await dialog
    .getByText(/labelled/)
    .first()
    .waitFor();
  await page.keyboard.press('Escape');

  await drawer.getByRole('button', { name: /cluster 1/i }).click();
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBe(29);
  expect(site.problems).toEqual([]);
});
