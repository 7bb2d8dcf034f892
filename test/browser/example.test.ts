import { expect, test } from 'vitest';
import { visit } from './browser.ts';
import { railText, waitForResult } from './journey/steps.ts';

test('the address that `npm start` opens runs the example by itself', async () => {
  await using site = await visit('#/run/example');
  await waitForResult(site.page);
  expect(await railText(site.page, 'Reputation')).toContain('32 of');
  await site.page.getByRole('heading', { level: 1, name: 'Reputation' }).waitFor();
  expect(site.problems).toEqual([]);
});
