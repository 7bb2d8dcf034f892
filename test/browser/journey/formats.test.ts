import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { visit } from '../browser.ts';
import { openFiles, railText, toStart, waitForResult } from './steps.ts';

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
