import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { visit } from '../browser.ts';
import { bare, openFiles, railText, toStart, waitForResult } from './steps.ts';

test('the same log as gzip and as Parquet gives the same result, whatever the files are called', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-formats-'));
  try {
    const csv = join(folder, 'log.csv');
    const parquet = join(folder, 'log.parquet');
    const packed = join(folder, 'packed.txt');
    expect(await main(['simulate', 'email-clicks', '--seed', '1', '--out', csv])).toBe(0);
    expect(await main(['load', csv, '--out', parquet])).toBe(0);
    await writeFile(packed, gzipSync(await readFile(csv)));
    await using site = await visit();
    const { page } = site;
    for (const file of [packed, parquet]) {
      await openFiles(page, file);
      await waitForResult(page);
      expect(await railText(page, 'Clusters')).toContain('4 clusters, 0 noise');
      expect(await railText(page, 'Reputation')).toContain('32 of 11048 flagged');
      await toStart(page);
    }
    expect(site.problems).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a web server's access log is read as one, and the page says so", async () => {
  await using site = await visit();
  const { page } = site;
  const line =
    '192.0.2.1 - - [17/May/2015:08:05:01 +0200] "GET /a HTTP/1.1" 200 5 "-" "agent/1.0"\n';
  await openFiles(page, {
    name: 'access.log',
    mimeType: 'text/plain',
    buffer: Buffer.from(`${line}rubbish\n${line}`),
  });
  const main = async (): Promise<string> => bare(await page.getByRole('main').innerText());
  await expect.poll(main, { timeout: 20_000 }).toContain('2015-05-17 06:05:01');
  expect(await main()).toMatch(/access\.log: 2 rows × 12 columns/);
  await page.getByRole('button', { name: 'Table access.log' }).click();
  await page.getByRole('menuitem', { name: 'Change how it is read…' }).click();
  await page
    .getByRole('dialog')
    .getByText('Access log, the first 3 lines', { exact: true })
    .waitFor();
  expect(site.problems).toEqual([]);
});

test('a W3C log has one time, and the page says what it is', async () => {
  await using site = await visit();
  const { page } = site;
  const lines = [
    '#Fields: date time s-ip c-ip cs(User-Agent) sc-status',
    '2024-03-01 00:00:04 10.0.0.5 192.0.2.7 agent/1.0 200',
    '2024-03-01 00:00:05 10.0.0.5 192.0.2.8 - 404',
    'rubbish',
  ];
  await openFiles(page, {
    name: 'u_ex240301.log',
    mimeType: 'text/plain',
    buffer: Buffer.from(lines.map((line) => `${line}\r\n`).join('')),
  });
  const main = async (): Promise<string> => bare(await page.getByRole('main').innerText());
  await expect.poll(main, { timeout: 20_000 }).toContain('2024-03-01 00:00:05');
  expect(await main()).toMatch(/u_ex240301\.log: 2 rows × 5 columns/);
  await page.getByRole('button', { name: 'Table u_ex240301.log' }).click();
  await page.getByRole('menuitem', { name: 'Change how it is read…' }).click();
  await page.getByRole('dialog').getByText('W3C log, the first 4 lines', { exact: true }).waitFor();
  expect(site.problems).toEqual([]);
});

test('the list in an object over lines is a table, and no recipe', async () => {
  await using site = await visit();
  const { page } = site;
  const events = [{ address: '192.0.2.7' }, { address: '192.0.2.8' }];
  await openFiles(page, {
    name: 'trail.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ Records: events }, null, 2)),
  });
  const main = async (): Promise<string> => bare(await page.getByRole('main').innerText());
  await expect.poll(main, { timeout: 20_000 }).toContain('192.0.2.8');
  expect(await main()).toMatch(/trail\.json: 2 rows × 1 column/);
  expect(site.problems).toEqual([]);
});
