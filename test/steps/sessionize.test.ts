import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeRandom } from '../../src/simulate/random.ts';
import { lit, sql, type Sql } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { runSteps, type Events, type Step } from './run-steps.ts';

const LOG = [
  ['key', 'text'],
  ['agent', 'text'],
  ['time', 'timestamp'],
] as const;
const by = (keys: readonly string[], gapSeconds = 120, more: Step = {}): Step => ({
  op: 'sessionize',
  as: 's',
  from: 'events',
  by: keys,
  time: 'time',
  gapSeconds,
  ...more,
});

/** Session of each event, in file order. */
function sessions(events: Events, step: Step) {
  return runSteps(events, [step], async ({ table }) =>
    (await table('s')).rows.map((row) => row[events.columns.length + 1]),
  );
}
const at = (seconds: number) => new Date(Date.UTC(2020, 0, 1) + seconds * 1000).toISOString();
const log = (...rows: (readonly [string | null, number | null])[]): Events => ({
  columns: LOG,
  rows: rows.map(([key, seconds]) => [key, 'a', seconds === null ? null : at(seconds)]),
});

describe('the eight rows of notebook 000 §3, whose addresses are opaque text', () => {
  const events: Events = {
    columns: [
      ['InboxID', 'text'],
      ['time', 'timestamp'],
      ['IPAddress', 'text'],
    ],
    rows: [
      ['123', '2019-06-05 10:03:01', '123.456.1.1'],
      ['123', '2019-06-05 10:03:01', '123.456.1.1'],
      ['456', '2019-06-05 10:03:02', '12.45.8.7'],
      ['456', '2019-06-05 10:03:03', '45.65.1.4'],
      ['123', '2019-06-05 10:03:58', '45.65.1.4'],
      ['789', '2019-06-05 10:22:22', '74.124.5.6'],
      ['456', '2019-06-05 10:22:23', '74.124.5.6'],
      ['123', '2019-06-05 10:22:24', '123.456.1.1'],
    ],
  };

  test('InboxSession is A A B B A C D E', async () => {
    expect(await sessions(events, by(['InboxID']))).toStrictEqual([0, 0, 1, 1, 0, 2, 3, 4]);
  });
  test('IPSession is Z Z Y X X W W V', async () => {
    expect(await sessions(events, by(['IPAddress']))).toStrictEqual([0, 0, 1, 2, 2, 3, 3, 4]);
  });
});

describe('the gap', () => {
  test('only one strictly greater than the limit starts a session', async () => {
    const events = log(['x', 0], ['x', 120], ['x', 240], ['x', 360.001]);
    expect(await sessions(events, by(['key']))).toStrictEqual([0, 0, 0, 1]);
  });
  test('of 0 seconds keeps events of one instant together', async () => {
    expect(await sessions(log(['x', 5], ['x', 5], ['x', 6]), by(['key'], 0))).toStrictEqual([
      0, 0, 1,
    ]);
  });
  test.each([0.000001, 0.1, 0.3, 1.001, 1.003, 4.35, 119.999999, 1e9])(
    'of %d s is no longer than itself, and one microsecond more is',
    async (gap) => {
      const micros = Math.round(gap * 1e6);
      const start = Date.UTC(1999, 0, 1) * 1000;
      const time = (us: number) => {
        const whole = new Date(Math.floor((start + us) / 1000)).toISOString().slice(0, 20);
        return whole + String((start + us) % 1_000_000).padStart(6, '0');
      };
      const rows = [0, micros, 2 * micros + 1].map((us) => ['x', 'a', time(us)]);
      expect(await sessions({ columns: LOG, rows }, by(['key'], gap))).toStrictEqual([0, 0, 1]);
    },
  );
  test('is given for every event but the first of its key', async () => {
    const events = log(['x', 0], ['y', 1], ['x', 0.5], ['x', 500]);
    const gaps = await runSteps(events, [by(['key'])], async ({ table }) =>
      (await table('s')).rows.map((row) => row.at(-2)),
    );
    expect(gaps).toStrictEqual([null, null, 0.5, 499.5]);
  });
  test('split never: one session per key, however long the gaps', async () => {
    const events = log(['x', 0], ['y', 1], ['x', 1e6]);
    const step = by(['key'], 1, { split: 'never' });
    expect(await sessions(events, step)).toStrictEqual([0, 1, 0]);
  });
});

describe('order', () => {
  test('rows need not be sorted; sessions are numbered by first time, then first row', async () => {
    const events = log(['b', 500], ['a', 100], ['b', 0], ['c', 100], ['a', 101]);
    expect(await sessions(events, by(['key']))).toStrictEqual([3, 1, 0, 2, 1]);
  });
  test('ties are in file order', async () => {
    const events = log(['b', 7], ['a', 7], ['b', 7]);
    expect(await sessions(events, by(['key']))).toStrictEqual([0, 1, 0]);
  });
});

describe('nulls', () => {
  const events = log(['x', 0], [null, 1], ['x', null], [null, 2], ['', 3]);

  test('an event without a time is in no session; a null key is a group; an empty text is another', async () => {
    await runSteps(events, [by(['key'])], async ({ table, step }) => {
      const rows = (await table('s')).rows;
      expect(rows.map((row) => row.slice(-3))).toStrictEqual([
        [0, null, 1],
        [1, null, 2],
        [null, null, null],
        [1, 1, 2],
        [2, null, 1],
      ]);
      expect(step('s').facts).toStrictEqual({
        events: 5,
        sessions: 3,
        noTime: 1,
        nullKey: 2,
        inNoSession: 1,
        gapTies: 0,
      });
      expect(step('s').warnings).toStrictEqual([
        '1 of 5 events have no time and are in no session.',
        '2 events have a null in key; they are a group (null) of their own.',
      ]);
    });
  });
  test('or are dropped, which is told', async () => {
    await runSteps(events, [by(['key'], 120, { nullKey: 'drop' })], async ({ table, step }) => {
      const rows = (await table('s')).rows;
      expect(rows.map((row) => row.at(-3))).toStrictEqual([0, null, null, null, 1]);
      expect(step('s').warnings[1]).toBe(
        '2 events have a null in key; they are dropped from the sessions.',
      );
    });
  });
  test('no events at all give no sessions', async () => {
    expect(await sessions(log(), by(['key']))).toStrictEqual([]);
  });
});

describe('keys whose hashes are equal', () => {
  /** Another pair of whole numbers of the hash of `first`, beginning with `start`: the engine's hash of one number can be undone. */
  async function sameHash(first: readonly [bigint, bigint], start: bigint): Promise<bigint> {
    const database = await sharedDatabase();
    const bigints = [...first, start].map((n) => sql`${lit(n)}::BIGINT`) as [Sql, Sql, Sql];
    const { rows } = await database.rows(
      sql`SELECT hash(${bigints[0]}, ${bigints[1]})::VARCHAR, hash(${bigints[2]}, 0::BIGINT)::VARCHAR, hash(0::BIGINT)::VARCHAR`,
    );
    const [wanted = 0n, beginning = 0n, zero = 0n] = (rows[0] ?? []).map((cell) =>
      BigInt(String(cell)),
    );
    return BigInt.asIntN(64, unhash(wanted ^ beginning ^ zero));
  }
  /** Undoes MurmurHash64 as the engine has it. */
  function unhash(hash: bigint): bigint {
    const inverse = 0xcfee444d8b59a89bn;
    let x = hash;
    for (let round = 0; round < 2; round += 1) x = BigInt.asUintN(64, (x ^ (x >> 32n)) * inverse);
    return x ^ (x >> 32n);
  }

  test('are keys of their own', async () => {
    const second = await sameHash([1n, 2n], 3n);
    const database = await sharedDatabase();
    const hashes = await database.rows(
      sql`SELECT hash(1::BIGINT, 2::BIGINT) = hash(3::BIGINT, ${lit(second)}::BIGINT)`,
    );
    expect(hashes.rows).toStrictEqual([[true]]);
    const events: Events = {
      columns: [
        ['a', 'integer'],
        ['b', 'integer'],
        ['time', 'timestamp'],
      ],
      rows: [
        [1, 2, at(0)],
        [3, second, at(1)],
        [1, 2, at(2)],
        [3, second, at(3)],
        [3, second, at(500)],
        [1, 7, at(501)],
      ],
    };
    expect(await sessions(events, by(['a', 'b']))).toStrictEqual([0, 1, 0, 1, 2, 3]);
  });
});

/** Straight from the words of ANALYSES.md. */
function reference(events: Events, gapSeconds: number, drop: boolean): (number | null)[] {
  const usable = events.rows
    .map(([key, agent, time], row) => ({
      key: JSON.stringify([key, agent]),
      null: key === null || agent === null,
      time,
      row,
    }))
    .filter((event) => event.time !== null && !(drop && event.null))
    .map((event) => ({ ...event, time: Date.parse(String(event.time)) }));
  usable.sort((a, b) => a.time - b.time || a.row - b.row);
  const last = new Map<string, typeof usable>();
  const sessions: (typeof usable)[] = [];
  for (const event of usable) {
    const before = last.get(event.key);
    const goesOn = before !== undefined && event.time - before.at(-1).time <= gapSeconds * 1000;
    const own = goesOn ? before : [];
    own.push(event);
    if (!goesOn) sessions.push(own);
    last.set(event.key, own);
  }
  const firstRow = (session: typeof usable) => Math.min(...session.map((event) => event.row));
  sessions.sort((a, b) => a[0]!.time - b[0]!.time || firstRow(a) - firstRow(b));
  const ids: (number | null)[] = events.rows.map(() => null);
  sessions.forEach((session, id) => {
    for (const event of session) ids[event.row] = id;
  });
  return ids;
}

test('any events give the sessions that a plain loop over them gives', async () => {
  const key = fc.constantFrom('a', 'b', 'ab', '', null);
  const event = fc.tuple(key, key, fc.option(fc.integer({ min: 0, max: 15 }), { freq: 8 }));
  const property = fc.asyncProperty(
    fc.array(event, { maxLength: 60 }),
    fc.integer({ min: 0, max: 6 }),
    fc.boolean(),
    async (drawn, gap, drop) => {
      const rows = drawn.map(([k, agent, t]) => [k, agent, t === null ? null : at(t)]);
      const events: Events = { columns: LOG, rows };
      const step = by(['key', 'agent'], gap, { nullKey: drop ? 'drop' : 'group' });
      expect(await sessions(events, step)).toStrictEqual(reference(events, gap, drop));
    },
  );
  await fc.assert(property, { numRuns: 40, seed: 20200117 });
});

test('so do many events in no order: the engine works through them in pieces of about 2,000', async () => {
  const random = makeRandom(20200117);
  const rows = Array.from({ length: 12_000 }, () => [
    `key ${String(random.integer(0, 4000))}`,
    'a',
    at(random.integer(0, 1000)),
  ]);
  const events: Events = { columns: LOG, rows };
  const expected = reference(events, 120, false);
  const sizes = new Map<number | null, number>();
  for (const id of expected) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  await runSteps(events, [by(['key'])], async ({ table }) => {
    const found = (await table('s')).rows;
    expect(found.map((row) => row[4])).toStrictEqual(expected);
    expect(found.map((row) => row[6])).toStrictEqual(expected.map((id) => sizes.get(id)));
  });
});
