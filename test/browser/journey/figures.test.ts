import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { visitExample } from '../visit-example.ts';
import { bare, goTo, railText, saved } from './steps.ts';

/** The same log by the command line: file name → text. */
async function headless(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-journey-'));
  try {
    const log = join(folder, 'email-clicks-seed-1.csv');
    const out = join(folder, 'out');
    expect(await main(['simulate', 'email-clicks', '--seed', '1', '--out', log])).toBe(0);
    expect(await main(['run', 'email-bots', '--input', `events=${log}`, '--out', out])).toBe(0);
    const names = await readdir(out);
    return new Map(
      await Promise.all(
        names.map(async (name) => [name, await readFile(join(out, name), 'utf8')] as const),
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const withoutTimes = (json: string): string => json.replace(/"ms": [\d.e-]+/g, '"ms": 0');

test('the page shows and saves what the headless run writes, byte for byte', async () => {
  const files = await headless();
  const site = await visitExample();
  const { page } = site;

  const run = JSON.parse(files.get('run.json') ?? '{}') as {
    clusters: Record<string, { count: number; noise: number; sizes: number[] }>;
    tables: Record<string, { rows: number }>;
  };
  const clusters = run.clusters['clusters_ipua'];
  expect(clusters).toMatchObject({ count: 4, noise: 0 });
  expect(await railText(page, 'Data')).toContain(
    `${String(run.tables['labelled']?.rows)} rows × 23`,
  );
  expect(await railText(page, 'Sessions')).toContain(
    `${String(run.tables['features_ipua']?.rows)} sessions`,
  );
  expect(await railText(page, 'Clusters')).toContain('4 clusters, 0 noise');
  const flagged = (files.get('reputation_ipua.csv') ?? '')
    .split('\n')
    .slice(1, -1)
    .filter((line) => Number(line.split(',')[4]) > 0).length;
  expect(await railText(page, 'Reputation')).toContain(
    `${String(flagged)} of ${String(run.tables['reputation_ipua']?.rows)} flagged`,
  );

  await goTo(page, 'Clusters');
  const shown = bare(await page.getByRole('main').innerText());
  for (const size of clusters?.sizes ?? [])
    expect(shown).toMatch(new RegExp(`\\b${String(size)}\\b`));

  await goTo(page, 'Export');
  await page.getByText('Lossless', { exact: true }).click();
  await page.getByText('All keys', { exact: true }).click();
  const rows = page.getByRole('row');
  for (const [name, text] of files) {
    const row = rows.filter({ hasText: name }).first();
    const file = await saved(page, () => row.getByRole('button', { name: /^Save/ }).click()).catch(
      (cause: unknown) => {
        throw new Error(`${name} was not saved`, { cause });
      },
    );
    expect(file.name).toBe(name);
    if (name === 'run.json') expect(withoutTimes(file.text)).toBe(withoutTimes(text));
    else expect(file.text === text, name).toBe(true);
  }
  expect(site.problems).toEqual([]);
});
