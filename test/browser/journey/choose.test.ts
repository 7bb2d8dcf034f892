import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { shareVisit } from '../share-visit.ts';
import { bare, goTo, openExample, railText, runWhatWaits, useMethod } from './steps.ts';

const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const openTab = (page: Page, name: string) => page.getByRole('tab', { name }).click();

// One page for all of them: each begins with DBSCAN at eps 0.4.
const visited = shareVisit(async (page) => {
  await openExample(page);
  await goTo(page, 'Clusters');
});

test('k-means and HDBSCAN: their own parameters, charts and clusters, and back to DBSCAN', async () => {
  const site = visited();
  const { page } = site;
  await useMethod(page, 'k-means');
  expect(await railText(page, 'Clusters')).toContain('5 clusters, 0 noise');
  expect(await page.getByRole('textbox', { name: 'eps' }).count()).toBe(0);
  await openTab(page, 'Choose k');
  const sweep = panel(page, 'Sweep over k');
  await sweep.getByRole('button', { name: 'Use k 2' }).click({ timeout: 30_000 });
  await runWhatWaits(page);
  await expect
    .poll(() => railText(page, 'Clusters'), { timeout: 20_000 })
    .toContain('2 clusters, 0 noise');

  await useMethod(page, 'HDBSCAN');
  expect(bare(await railText(page, 'Clusters'))).toContain('4 clusters, 404 noise');
  await openTab(page, 'Condensed tree');
  await panel(page, 'Condensed tree').getByText('4 clusters selected').waitFor();
  const outliers = panel(page, 'Outliers').getByRole('table');
  await outliers.getByRole('row').nth(1).click();
  await page.getByRole('region', { name: 'Selected rows' }).getByRole('grid').waitFor();

  await useMethod(page, 'DBSCAN');
  expect(await railText(page, 'Clusters')).toContain('4 clusters, 0 noise');
  await openTab(page, 'PCA');
  await panel(page, 'What the components are').getByText('84.7 %').waitFor();
  await page.keyboard.press('d');
  const drawer = page.getByRole('region', { name: 'Selected rows' });
  await drawer.getByRole('grid').waitFor({ state: 'detached' });
  expect(site.problems).toEqual([]);
});

test('eps is dragged: clusters follow while it moves, and the run when it is let go', async () => {
  const site = visited();
  const { page } = site;
  await openTab(page, 'Choose eps');
  const live = panel(page, 'Clusters at this eps');
  await live.getByText('11 844').first().waitFor();
  const handle = panel(page, 'Distances').getByRole('slider', { name: 'eps' });
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y, { steps: 6 });
  await expect.poll(async () => bare(await live.innerText())).not.toContain('11844');
  // Nothing has been run yet, and Escape takes it back.
  expect(await railText(page, 'Clusters')).toContain('4 clusters, 0 noise');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect.poll(async () => bare(await live.innerText())).toContain('11844');
  expect(await railText(page, 'Clusters')).toContain('4 clusters, 0 noise');

  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y, { steps: 6 });
  await page.mouse.up();
  await runWhatWaits(page);
  await expect
    .poll(() => railText(page, 'Clusters'), { timeout: 20_000 })
    .not.toContain('4 clusters, 0 noise');
  // What was shown live is what the run found.
  const [, clusters] = /(\d+) clusters/.exec(bare(await railText(page, 'Clusters')))!;
  const shown = await panel(page, 'Distances').innerText();
  expect(bare(shown)).toContain(`${clusters} clusters`);
  const eps = page.getByRole('textbox', { name: 'eps' });
  await eps.fill('0.4');
  await eps.press('Enter');
  await runWhatWaits(page);
  expect(site.problems).toEqual([]);
});

test('eps by keyboard, the knee, and a pair from the map', async () => {
  const site = visited();
  const { page } = site;
  await openTab(page, 'Choose eps');
  const distances = panel(page, 'Distances');
  const handle = distances.getByRole('slider', { name: 'eps' });
  await handle.focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  const eps = page.getByRole('textbox', { name: 'eps' });
  await expect.poll(() => eps.inputValue()).toBe('0.36');
  await runWhatWaits(page);

  await distances.getByRole('button', { name: 'Use knee' }).click();
  await expect.poll(() => eps.inputValue()).not.toBe('0.36');
  await runWhatWaits(page);

  const map = panel(page, 'Map of eps and minPts').getByRole('application');
  await map.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByRole('textbox', { name: 'minPts' }).inputValue()).not.toBe('2');
  await runWhatWaits(page);
  expect(site.problems).toEqual([]);
});
