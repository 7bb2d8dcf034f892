import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { forget } from '../../src/engine/run.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { loadLog, runLog, simulatedLog } from '../engine/small-run.ts';
import { expectFigures, type Expected } from './expect-figures.ts';

const golden = (name: string) =>
  JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as Expected;

async function checkLog(csv: string, expected: Expected): Promise<void> {
  const database = await sharedDatabase();
  const relation = 'log of email-bots.test';
  const input = await loadLog(csv, relation);
  try {
    const result = await runLog(input);
    await expectFigures(result, expected);
    await forget(result, database);
  } finally {
    await database.run(sql`DROP TABLE ${ident(relation)}`);
  }
}

describe('email-bots gives what pandas and scikit-learn give (make-goldens.py)', () => {
  test.each<[string, string, number, number | undefined]>([
    ['the example of the start page', 'email-bots', 1, undefined],
    ['another seed', 'email-bots-seed-20', 20, undefined],
    ['several campaigns, the last one cut off', 'email-bots-50000-seed-7', 7, 50_000],
  ])('%s', async (_, name, seed, rows) => {
    await checkLog(simulatedLog(seed, rows), golden(name));
  });
  test('the goldens say what the notebook found: 4 clusters, no noise, 32 pairs, 13 ranges', () => {
    const { dbscan, reputation_ipua, reputation_cidr } = golden('email-bots');
    expect([
      dbscan.clusters,
      dbscan.noise,
      reputation_ipua.flagged,
      reputation_cidr.flagged,
    ]).toStrictEqual([4, 0, 32, 13]);
  });
});

const shared = new URL('../../../shared/data/email-clicks/', import.meta.url);
const there =
  existsSync(new URL('expected.json', shared)) && existsSync(new URL('clicks.csv.gz', shared));
if (!there)
  console.warn(`SKIPPED: ${shared.pathname} is not there, email-bots is not checked against it`);

test.skipIf(!there)('the shared log gives every figure of its expected.json', async () => {
  const expected = JSON.parse(readFileSync(new URL('expected.json', shared), 'utf8')) as Expected;
  const csv = gunzipSync(readFileSync(new URL('clicks.csv.gz', shared))).toString('utf8');
  await checkLog(csv, expected);
});
