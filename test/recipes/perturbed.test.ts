import { expect, test } from 'vitest';
import { forget } from '../../src/engine/run.ts';
import { stepNamed } from '../../src/engine/result.ts';
import { csvLine } from '../../src/simulate/csv-lines.ts';
import { makeRandom } from '../../src/simulate/random.ts';
import { ident, sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { loadLog, runLog, simulatedLog } from '../engine/small-run.ts';
import { parseCsv } from '../simulate/read-log.ts';
import { clustersOf, reputation, type Click } from './reference.ts';

const NULLABLE = [
  'IPAddress',
  'UserAgent',
  'RequestDate',
  'SendDate',
  'Link',
  'CIDR Range',
  'EmailDomain',
];
const KEYS = {
  ipua: ['IPAddress', 'UserAgent'],
  ip: ['IPAddress'],
  cidr: ['CIDR Range'],
  as: ['AS Name'],
};

/** A sample of a log, shuffled, with values missing, others moved to another key, events repeated and times spread by seconds. */
function perturbed(seed: number): { clicks: Click[]; csv: string } {
  const random = makeRandom(seed, 99);
  const [header = [], ...records] = parseCsv(simulatedLog(seed, 1200));
  const column = (name: string) => header.indexOf(name);
  const twice = records.flatMap((record) =>
    random.uniform() < 0.1 ? [record, [...record]] : [record],
  );
  const rows = [...random.permutation(twice.length)].map((i) => [...twice[i]!]);
  for (const row of rows) {
    const other = rows[random.integer(0, rows.length)]!;
    for (const name of ['IPAddress', 'UserAgent', 'CIDR Range', 'AS Name', 'AS Number'])
      if (random.uniform() < 0.05) row[column(name)] = other[column(name)]!;
    row[column('RequestDate')] = row[column('RequestDate')]!.replace(
      /\d\d$/,
      String(random.integer(10, 60)),
    );
    for (const name of NULLABLE) if (random.uniform() < 0.02) row[column(name)] = '';
  }
  const clicks = rows.map((row): Click => {
    const click = Object.fromEntries(
      header.map((name, i) => [name, row[i] === '' ? null : row[i]!]),
    );
    const unknown = click['AS Name'] === 'Unknown' || click['AS Number'] === 'Unknown';
    return { ...click, 'CIDR Range': unknown ? 'Unknown' : click['CIDR Range']! };
  });
  return { clicks, csv: [header, ...rows].map(csvLine).join('') };
}

test.each([1, 2, 3])(
  'a log that was tampered with has the reputations that plain loops give (seed %i)',
  async (seed) => {
    const { clicks, csv } = perturbed(seed);
    const database = await sharedDatabase();
    const relation = 'log of perturbed.test';
    const input = await loadLog(csv, relation);
    const result = await runLog(input);
    try {
      const read = async (name: string) =>
        (await database.rows(sql`SELECT * FROM ${ident(stepNamed(result, name).relation)}`)).rows;
      const expected = clustersOf(clicks);
      const labelled = await read('labelled');
      const names = stepNamed(result, 'labelled').schema.map((column) => column.name);
      expect(labelled.map((row) => row[names.indexOf('session_id')])).toStrictEqual(
        expected.session,
      );
      expect(labelled.map((row) => row[names.indexOf('cluster')])).toStrictEqual(expected.cluster);
      expect(new Set(expected.cluster).size).toBeGreaterThan(2);
      for (const [name, columns] of Object.entries(KEYS)) {
        const scores = reputation(clicks, expected, columns);
        const rows = await read(`reputation_${name}`);
        expect(rows).toHaveLength(scores.size);
        for (const row of rows) {
          const score = scores.get(JSON.stringify(row.slice(0, columns.length)))!;
          const [total, suspect, share, , , sessions, suspectSessions, sessionShare] = row.slice(
            columns.length,
          );
          expect([total, suspect, sessions, suspectSessions], String(row[0])).toStrictEqual([
            score.total,
            score.suspect,
            score.sessions.size,
            score.suspectSessions.size,
          ]);
          expect(share).toBe(score.suspect / score.total);
          expect(sessionShare).toBe(
            score.sessions.size === 0 ? null : score.suspectSessions.size / score.sessions.size,
          );
        }
      }
    } finally {
      await forget(result, database);
      await database.run(sql`DROP TABLE ${ident(relation)}`);
    }
  },
);
