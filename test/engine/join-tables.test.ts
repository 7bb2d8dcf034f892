import ipaddr from 'ipaddr.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  countMatches,
  joinProblems,
  joinTables,
  type JoinSide,
} from '../../src/engine/join-tables.ts';
import type { Database } from '../../src/engine/ports.ts';
import type { JoinSpec } from '../../src/steps/join-shape.ts';
import { StepError } from '../../src/engine/step-error.ts';
import { ident, lit, sql, type Sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { relations } from './small-run.ts';

const ADDRESSES = 200_000;
const RANGES = 20_000;
/** Ranges nest: every fourth lies in the one before it; some are the same. */
const rangeOf = (given: number, i = given % 1000 === 999 ? 6 : given) =>
  i % 4 === 3
    ? `${(i - 1) % 223}.${(7 * (i - 1)) % 256}.${i % 256}.0/24`
    : i % 5 === 0
      ? `2001:db8:${(i % 65_536).toString(16)}::/${40 + (i % 9)}`
      : `${i % 223}.${(7 * i) % 256}.0.0/${14 + (i % 5)}`;

let database: Database;
let before: string[];
let log: JoinSide;
let ranges: JoinSide;

async function side(name: string, query: Sql): Promise<JoinSide> {
  await database.run(sql`CREATE TABLE ${ident(`test ${name}`)} AS ${query}`);
  const relation = `test ${name}`;
  return { name, relation, schema: await database.describe(sql`FROM ${ident(relation)}`) };
}

beforeAll(async () => {
  database = await sharedDatabase();
  log = await side(
    'clicks',
    sql`SELECT range AS _row, CASE WHEN range % 10 = 9 THEN printf('2001:db8:%x::%x', hash(range) % 70000 % 65536, range % 65536)
  ELSE printf('%d.%d.%d.%d', hash(range) % 230, hash(range + 1) % 256, hash(range + 2) % 256, range % 256) END AS ip FROM range(${lit(ADDRESSES)})`,
  );
  const texts = Array.from({ length: RANGES }, (_, i) => rangeOf(i)).join(' ');
  ranges = await side(
    'ranges',
    sql`SELECT row_number() OVER () - 1 AS _row, prefix, 'n' || (row_number() OVER () - 1) AS name FROM (SELECT unnest(string_split(${lit(texts)}, ' ')) AS prefix)`,
  );
  before = await relations();
});
afterAll(async () => {
  for (const { relation } of [log, ranges]) await database.run(sql`DROP TABLE ${ident(relation)}`);
});
beforeEach(async () => {
  expect(await relations()).toStrictEqual(before);
});

const SPEC: JoinSpec = {
  on: { address: 'ip', range: 'prefix' },
  columns: { range: 'prefix', name: 'name' },
};

/** The first of the longest prefixes, tried one by one. */
function found(ip: string): number {
  const address = ipaddr.parse(ip);
  let best = -1;
  PARSED.forEach(([base, length], i) => {
    const longer = best < 0 || length > (PARSED[best]?.[1] ?? 0);
    if (longer && base.kind() === address.kind() && address.match([base, length])) best = i;
  });
  return best;
}
const PARSED = Array.from({ length: RANGES }, (_, i) => ipaddr.parseCIDR(rangeOf(i)));

test('200 thousand addresses and 20 thousand ranges: every row once, in order, as the library finds it', async () => {
  const phases: string[] = [];
  const joined = await joinTables(database, log, ranges, SPEC, 'test joined', {
    onProgress: (phase) => phases.push(phase),
  });
  try {
    expect(joined.rows).toBe(ADDRESSES);
    expect(joined.schema.map(({ name }) => name)).toStrictEqual(['_row', 'ip', 'range', 'name']);
    const { rowsIn, matched = 0, unmatched = 0 } = joined.facts;
    expect([rowsIn, matched + unmatched]).toStrictEqual([ADDRESSES, ADDRESSES]);
    expect(joined.facts).toMatchObject({ badAddresses: 0, badRanges: 0 });
    expect([...new Set(phases)]).toStrictEqual(['ranges', 'addresses']);
    // It stands alone.
    expect(await relations()).toStrictEqual([...before, 'test joined'].sort());
    const { rows: wrong } = await database.rows(
      sql`SELECT count(*) FROM (FROM ${ident('test joined')} AS j POSITIONAL JOIN (SELECT _row AS r, ip AS i FROM ${ident(log.relation)}) AS l) WHERE _row <> r OR ip <> i`,
    );
    expect(wrong).toStrictEqual([[0]]);
    const { rows } = await database.rows(
      sql`SELECT ip, name FROM ${ident('test joined')} WHERE _row % 997 = 9 OR _row % 997 = 4`,
    );
    const expected = rows.map(([ip]) => [ip, found(String(ip))]);
    expect(rows).toStrictEqual(expected.map(([ip, i]) => [ip, Number(i) < 0 ? null : `n${i}`]));
    expect(rows.filter(([ip, name]) => name && String(ip).includes(':')).length).toBeGreaterThan(9);
  } finally {
    await database.run(sql`DROP TABLE "test joined"`);
  }
});

test('matches are counted on the first rows, and nothing stays behind', async () => {
  const count = await countMatches(database, log, ranges, SPEC);
  expect(count).toMatchObject({ rows: 100_000, of: ADDRESSES, warnings: expect.any(Array) as [] });
  expect(count.matched).toBeGreaterThan(1000);
  expect(count.matched).toBeLessThan(100_000);
});

test('a cancel at any moment leaves nothing behind', async () => {
  for (const wait of [0, 5, 40, 150, 400]) {
    const controller = new AbortController();
    const reason = new Error(`after ${wait} ms`);
    setTimeout(() => {
      controller.abort(reason);
    }, wait);
    const { signal } = controller;
    const ended = await joinTables(database, log, ranges, SPEC, 'test joined', { signal }).catch(
      (error: unknown) => error,
    );
    if (ended === reason) expect(await relations()).toStrictEqual(before);
    else await database.run(sql`DROP TABLE "test joined"`);
  }
});

describe('faults', () => {
  const byName: JoinSpec = {
    on: [{ left: 'ip', right: 'prefix' }],
    columns: { name: 'name' },
  };
  test('are named before anything is made', async () => {
    const wrong: JoinSpec = { on: [{ left: 'ip', right: '_row' }], columns: { IP: 'nme' } };
    const messages = joinProblems(log, ranges, wrong).map((p) => `${p.pointer}: ${p.message}`);
    expect(messages).toStrictEqual([
      '/on/0: "ip" of clicks holds text, "_row" of ranges holds integer: values of two types are never equal; give both columns one type under inputs',
      '/columns/IP: no column "nme" in ranges; did you mean "name"?',
      ': joined would have columns "ip" and "IP", which differ in letter case only',
    ]);
    const failed = joinTables(database, log, ranges, wrong, 'test joined');
    await expect(failed).rejects.toThrow(StepError);
  });
  test('a key with two values is refused, there and in a count', async () => {
    await expect(joinTables(database, log, ranges, byName, 'test joined')).rejects.toThrow(
      /^One key of ranges would give a row several different values: prefix = "6\.42\.0\.0\/15" has 21\./,
    );
    await expect(countMatches(database, log, ranges, byName)).rejects.toThrow(StepError);
  });
  test('two tables of one name, and one named as the result', async () => {
    for (const [a, b] of [
      ['same', 'same'],
      ['joined', 'x'],
      ['x', 'joined'],
    ] as const) {
      const spec = { ...byName, several: 'first' } as const;
      const names = [
        { ...log, name: a },
        { ...ranges, name: b },
      ] as const;
      const count = await countMatches(database, ...names, spec);
      expect(count.rows).toBe(100_000);
    }
  });
});
