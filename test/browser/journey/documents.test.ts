import { expect, test } from 'vitest';
import { simulateEmailClicks } from '../../../src/simulate/email-clicks.ts';
import { visit } from '../browser.ts';
import { visitExample } from '../visit-example.ts';
import { goTo, railText, saved, waitForResult } from './steps.ts';

test('a file that is dropped anywhere on the window is opened', async () => {
  await using site = await visit();
  const { page } = site;
  await page.getByRole('heading', { level: 1 }).waitFor();
  const [chunk] = simulateEmailClicks({ seed: 1, rows: 2000 }).chunks;
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
      );
    }
  }, chunk?.csv ?? '');
  await waitForResult(page);
  expect(await railText(page, 'Data')).toContain('2000 rows');
  expect(site.problems).toEqual([]);
});

test('a judgement comes back to its run; one of another run is refused until a person insists', async () => {
  const site = await visitExample();
  const { page } = site;
  const before = await railText(page, 'Reputation');
  await goTo(page, 'Export');
  const row = page.getByRole('row').filter({ hasText: 'judgement.json' });
  const { text } = await saved(page, () => row.getByRole('button', { name: /^Save/ }).click());
  const judgement = JSON.parse(text) as { clusters: Record<string, { suspect: boolean }> };
  judgement.clusters['1'] = { ...judgement.clusters['1'], suspect: false };
  const open = async (document: unknown): Promise<void> => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Open judgement…' }).click(),
    ]);
    const buffer = Buffer.from(JSON.stringify(document));
    await chooser.setFiles({ name: 'judgement.json', mimeType: 'application/json', buffer });
  };
  await open({ ...judgement, run: 'another' });
  const insist = page.getByRole('button', { name: 'Use it all the same' });
  await insist.waitFor();
  expect(await railText(page, 'Reputation')).toBe(before);
  await insist.click();
  await expect.poll(() => railText(page, 'Reputation'), { timeout: 20_000 }).toContain('4 of');
  await waitForResult(page);
  judgement.clusters['1'] = { ...judgement.clusters['1'], suspect: true };
  await open(judgement);
  await expect.poll(() => railText(page, 'Reputation'), { timeout: 20_000 }).toBe(before);
  await waitForResult(page);
  expect(site.problems).toEqual([]);
});
