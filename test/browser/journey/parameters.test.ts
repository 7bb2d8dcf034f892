import { expect, test } from 'vitest';
import { shareVisit } from '../share-visit.ts';
import { bare, goTo, openExample, railText, runWhatWaits, saved, waitForResult } from './steps.ts';

interface RunRecord {
  readonly params: Record<string, unknown>;
  readonly clusters: Record<string, { count: number; sizes: number[] }>;
}

const visited = shareVisit(openExample);

test('a parameter runs again only what depends on it; a verdict only the scores; a bad value says why and changes nothing', async () => {
  const site = visited();
  const { page } = site;
  await goTo(page, 'Clusters');
  const eps = page.getByRole('textbox', { name: 'eps' });
  for (const [value, words] of [
    ['0', 'more than 0'],
    ['-1', 'more than 0'],
    ['abc', 'number'],
  ] as const) {
    await eps.fill(value);
    await eps.press('Enter');
    await expect.poll(async () => page.getByRole('complementary').innerText()).toContain(words);
    expect(await railText(page, 'Clusters')).toContain('4 clusters, 0 noise');
  }
  await eps.fill('0.05');
  await eps.press('Enter');
  await runWhatWaits(page);
  await expect
    .poll(() => railText(page, 'Clusters'), { timeout: 20_000 })
    .not.toContain('4 clusters, 0 noise');
  await waitForResult(page);
  const changed = await railText(page, 'Clusters');
  const minPts = page.getByRole('textbox', { name: 'minPts' });
  await minPts.fill('0');
  await minPts.press('Enter');
  await expect
    .poll(async () => page.getByRole('complementary').innerText())
    .toMatch(/Must be at least 1|1 or more/);
  expect(await railText(page, 'Clusters')).toBe(changed);
  await eps.fill('0.4');
  await eps.press('Enter');
  await runWhatWaits(page);
  await expect
    .poll(() => railText(page, 'Clusters'), { timeout: 20_000 })
    .toContain('4 clusters, 0 noise');
  await waitForResult(page);

  const before = await railText(page, 'Reputation');
  await page.getByRole('switch', { name: /cluster 1\b/i }).press('Space');
  await expect.poll(() => railText(page, 'Reputation'), { timeout: 20_000 }).not.toBe(before);
  await waitForResult(page);
  expect(await railText(page, 'Reputation')).toContain('4 of');
  expect(site.problems).toEqual([]);
});

test('another session key gives its own clusters, and a saved recipe gives the same run again', async () => {
  const { page } = visited();
  await goTo(page, 'Sessions');
  const sessions = await railText(page, 'Sessions');
  await page.getByRole('radio', { name: 'Use IP address', exact: true }).press('Space');
  await expect.poll(() => railText(page, 'Sessions'), { timeout: 20_000 }).not.toBe(sessions);
  await waitForResult(page);
  await goTo(page, 'Export');
  const row = (name: string) =>
    page.getByRole('row').filter({ hasText: name }).first().getByRole('button', { name: /^Save/ });
  const recipe = await saved(page, () => row('recipe.json').click());
  const first = JSON.parse((await saved(page, () => row('run.json').click())).text) as RunRecord;
  expect(first.params['key']).toBe('ip');
  expect(Object.keys(first.clusters)).toEqual(['clusters_ip']);
  const clusters = await saved(page, () => row('clusters_ip.csv').click());

  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose files' }).click(),
  ]);
  await chooser.setFiles({
    name: 'recipe.json',
    mimeType: 'application/json',
    buffer: Buffer.from(recipe.text),
  });
  await openExample(page);
  await goTo(page, 'Export');
  const second = JSON.parse((await saved(page, () => row('run.json').click())).text) as RunRecord;
  expect(second.params).toEqual(first.params);
  expect(second.clusters).toEqual(first.clusters);
  expect((await saved(page, () => row('clusters_ip.csv').click())).text).toBe(clusters.text);
  expect(bare(await railText(page, 'Clusters'))).toContain(
    `${String(first.clusters['clusters_ip']?.count)} clusters`,
  );
});
