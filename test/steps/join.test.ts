import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StepError } from '../../src/engine/step-error.ts';
import { BOTH, EVENTS, SERVICES } from './join-cases.ts';
import { runSteps, type Events, type Ran, type Step } from './run-steps.ts';

function joined<T>(
  events: Events,
  other: Events,
  steps: readonly Step[],
  body: (ran: Ran) => Promise<T> | T,
): Promise<T> {
  return runSteps(events, steps, body, undefined, { other });
}
const rowsOf = (events: Events, other: Events, ...steps: Step[]) =>
  joined(events, other, steps, async (ran) => (await ran.table('tagged')).rows);
const warningsOf = (events: Events, other: Events, ...steps: Step[]) =>
  joined(events, other, steps, ({ step }) => step('tagged').warnings);

describe('equal keys', () => {
  test('of several columns; a null matches nothing, not even a null', async () => {
    const web = 1_577_836_800_000_000n;
    await joined(EVENTS, SERVICES, [BOTH], async ({ table, step }) => {
      expect(await table('tagged')).toStrictEqual({
        columns: [
          { name: '_row', type: 'integer' },
          { name: 'ip', type: 'text' },
          { name: 'port', type: 'integer' },
          { name: 'service', type: 'text' },
          { name: 'since', type: 'timestamp' },
        ],
        rows: [
          [0, '10.0.0.1', 80, 'old web', null],
          [1, '10.0.0.2', null, null, null],
          [2, null, 80, null, null],
          [3, '10.0.0.1', 443, 'web', web],
          [4, '10.0.0.1', 80, 'old web', null],
        ],
      });
      expect(step('tagged').schema).toStrictEqual((await table('tagged')).columns);
      expect(step('tagged').facts).toStrictEqual({
        rowsIn: 5,
        matched: 3,
        unmatched: 2,
        nullKeys: 2,
        badAddressRows: 0,
        unmatchedKeys: 0,
        repeatedKeys: 0,
      });
      expect(step('tagged').warnings).toStrictEqual([]);
    });
  });

  test('rows without a match are dropped where that is asked for, and _row says which are left', async () => {
    const rows = await rowsOf(EVENTS, SERVICES, { ...BOTH, unmatched: 'drop', columns: {} });
    expect(rows).toStrictEqual([
      [0, '10.0.0.1', 80],
      [3, '10.0.0.1', 443],
      [4, '10.0.0.1', 80],
    ]);
  });

  test('a column may say whether a row has matched', async () => {
    const step = { ...BOTH, columns: {}, matched: 'known' };
    const rows = await rowsOf(EVENTS, SERVICES, step);
    expect(rows.map((row) => row.at(-1))).toStrictEqual([true, false, false, true, true]);
  });

  const twice: Events = {
    columns: [
      ['address', 'text'],
      ['name', 'text'],
      ['note', 'text'],
    ],
    rows: [
      ['10.0.0.2', 'b', 'x'],
      ['10.0.0.1', 'a', 'x'],
      ['10.0.0.1', 'c', 'y'],
      ['10.0.0.1', 'a', 'z'],
      [null, 'n', 'x'],
      [null, 'm', 'x'],
    ],
  };
  const byIp: Step = { ...BOTH, on: [{ left: 'ip', right: 'address' }], columns: { name: 'name' } };

  test('a key that would give a row two values is refused by name', async () => {
    const failed = await rowsOf(EVENTS, twice, byIp).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(StepError);
    expect(failed).toMatchObject({
      message:
        'One key of other would give a row several different values: address = "10.0.0.1" has 2. Choose keys that name one row, or let the first row of each key count ("several": "first").',
      step: 'tagged',
      pointer: '/steps/0',
    });
  });
  test('the first row counts where that is asked for', async () => {
    const first = { ...byIp, several: 'first' };
    const rows = await rowsOf(EVENTS, twice, first);
    expect(rows.map((row) => row.at(-1))).toStrictEqual(['a', 'b', null, 'a', 'a']);
    expect(await warningsOf(EVENTS, twice, first)).toStrictEqual([
      'address of other: keys that several rows have, of which the first counts: 1.',
    ]);
  });
  test('rows that give the same are no doubt', async () => {
    const same = { ...twice, rows: twice.rows.filter((row) => row[1] !== 'c') };
    const rows = await rowsOf(EVENTS, same, byIp);
    expect(rows.map((row) => row.at(-1))).toStrictEqual(['a', 'b', null, 'a', 'a']);
    expect(await rowsOf(EVENTS, twice, { ...byIp, columns: {}, matched: 'm' })).toHaveLength(5);
  });
  test('the value that differs may be a null', async () => {
    const half = { ...twice, rows: [...twice.rows.slice(0, 2), ['10.0.0.1', null, 'x'] as const] };
    await expect(rowsOf(EVENTS, half, byIp)).rejects.toThrow('has 2.');
  });

  test('nothing matches: a warning', async () => {
    const none = { ...SERVICES, rows: [] };
    expect(await warningsOf(EVENTS, none, BOTH)).toStrictEqual([
      'No row of events matches other (ip = address and port = number).',
    ]);
    expect(await rowsOf(EVENTS, none, BOTH)).toHaveLength(5);
    expect(await rowsOf({ ...EVENTS, rows: [] }, SERVICES, BOTH)).toStrictEqual([]);
    expect(await warningsOf({ ...EVENTS, rows: [] }, SERVICES, BOTH)).toStrictEqual([]);
  });

  test('rows in = rows out, and each has the first row of its key', async () => {
    const cell = fc.option(fc.constantFrom('a', 'b', 'c', 'D', "it's", ''), { nil: null });
    const number = fc.option(fc.integer({ min: -2, max: 2 }), { nil: null });
    const row = fc.tuple(cell, number);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.array(row, { maxLength: 12 }),
        async (left, right) => {
          const events = { ...EVENTS, rows: left };
          const other: Events = {
            columns: [
              ['address', 'text'],
              ['number', 'integer'],
              ['name', 'text'],
            ],
            rows: right.map(([text, n], i) => [text, n, `row ${i}`]),
          };
          const step = { ...BOTH, columns: { name: 'name' }, several: 'first' };
          const expected = left.map(([text, n], i) => {
            const first = right.findIndex(
              (r) => text !== null && n !== null && r[0] === text && r[1] === n,
            );
            return [i, text, n, first < 0 ? null : `row ${first}`];
          });
          expect(await rowsOf(events, other, step)).toStrictEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  });
});

const CLOUDS: Events = {
  columns: [
    ['prefix', 'text'],
    ['provider', 'text'],
  ],
  rows: [
    ['10.0.0.0/8', 'ten'],
    ['10.1.0.0/16', 'ten one'],
    ['10.1.0.5/16', 'again'],
    ['2001:db8::/32', 'documents'],
    ['192.0.2.1', 'one'],
    ['nonsense', 'bad'],
    [null, 'none'],
  ],
};
const LOG: Events = {
  columns: [['ip', 'text']],
  rows: [
    ['10.0.0.1'],
    ['10.1.0.1'],
    ['::ffff:10.1.0.1'],
    ['2001:db8::1%eth0'],
    ['192.0.2.1'],
    ['192.0.2.2'],
    ['010.0.0.1'],
    [null],
    ['10.1.0.1'],
    ['n/a'],
    ['n/a'],
  ],
};
const TAG: Step = {
  op: 'join',
  as: 'tagged',
  from: 'events',
  with: 'other',
  on: { address: 'ip', range: 'prefix' },
  columns: { cloud: 'provider', range: 'prefix' },
};

describe('an address in a range', () => {
  test('the narrowest range counts; what is no address or no range is said', async () => {
    await joined(LOG, CLOUDS, [TAG], async ({ table, step }) => {
      const clouds = (await table('tagged')).rows.map((row) => row.slice(2));
      expect(clouds).toStrictEqual([
        ['ten', '10.0.0.0/8'],
        ['ten one', '10.1.0.0/16'],
        ['ten one', '10.1.0.0/16'],
        ['documents', '2001:db8::/32'],
        ['one', '192.0.2.1'],
        [null, null],
        [null, null],
        [null, null],
        ['ten one', '10.1.0.0/16'],
        [null, null],
        [null, null],
      ]);
      expect(step('tagged').facts).toStrictEqual({
        rowsIn: 11,
        matched: 6,
        unmatched: 5,
        nullKeys: 1,
        badAddressRows: 3,
        unmatchedKeys: 1,
        badAddresses: 2,
        ranges: 5,
        badRanges: 1,
        nullRanges: 1,
        repeatedRanges: 1,
        hostBitRanges: 1,
      });
      const [addresses, ...ranges] = step('tagged').warnings;
      expect(addresses).toMatch(
        /^ip of events: rows whose value is no IP address, which match nothing: 3 of 11 \(("010\.0\.0\.1", "n\/a"|"n\/a", "010\.0\.0\.1")\)\.$/,
      );
      expect(ranges).toStrictEqual([
        'prefix of other: values that are no address range, passed over: 1 of 6 ("nonsense").',
        'prefix of other: ranges that repeat an earlier one, whose row counts: 1 ("10.1.0.5/16").',
        'prefix of other: ranges not written by their first address, taken as the whole block: 1 ("10.1.0.5/16").',
      ]);
    });
  });

  test('rows outside every range are dropped where that is asked for; steps after it see what is left', async () => {
    const steps = [
      { ...TAG, as: 'cloudy', unmatched: 'drop' },
      { op: 'derive', as: 'tagged', from: 'cloudy', columns: { upper: { upper: ['cloud'] } } },
    ];
    const rows = await rowsOf(LOG, CLOUDS, ...steps);
    expect(rows.map(([row, , , , upper]) => [row, upper])).toStrictEqual([
      [0, 'TEN'],
      [1, 'TEN ONE'],
      [2, 'TEN ONE'],
      [3, 'DOCUMENTS'],
      [4, 'ONE'],
      [8, 'TEN ONE'],
    ]);
  });

  test('between two columns, as text or as numbers', async () => {
    const log: Events = { columns: [['ip', 'integer']], rows: [[167772161], [3221225985], [-1]] };
    const table: Events = {
      columns: [
        ['start', 'integer'],
        ['end', 'text'],
        ['asn', 'text'],
      ],
      rows: [
        [167772160, '10.0.0.255', 'AS1'],
        [167772161, '10.0.0.1', 'AS2'],
        [3221225985, '10.0.0.1', 'backwards'],
        [null, '10.0.0.1', 'half'],
      ],
    };
    const step = {
      ...TAG,
      on: { address: 'ip', first: 'start', last: 'end' },
      columns: { as: 'asn' },
    };
    expect((await rowsOf(log, table, step)).map((row) => row[2])).toStrictEqual([
      'AS2',
      null,
      null,
    ]);
    expect(await warningsOf(log, table, step)).toStrictEqual([
      'ip of events: rows whose value is no IP address, which match nothing: 1 of 3 ("-1").',
      'start and end of other: values that are no address range, passed over: 2 of 4 ("3221225985 to 10.0.0.1", "null to 10.0.0.1").',
    ]);
  });

  test('no rows, no ranges', async () => {
    expect(await rowsOf({ ...LOG, rows: [] }, CLOUDS, TAG)).toStrictEqual([]);
    expect(await rowsOf({ ...LOG, rows: [[null]] }, CLOUDS, TAG)).toStrictEqual([
      [0, null, null, null],
    ]);
    expect(await rowsOf(LOG, { ...CLOUDS, rows: [] }, TAG)).toHaveLength(11);
  });
});

test('the SQL that a person reads of a join by ranges', async () => {
  const steps = [
    TAG,
    {
      ...TAG,
      as: 'listed',
      on: { address: 'ip', first: 'prefix', last: 'prefix' },
      columns: {},
      unmatched: 'drop',
    },
    {
      op: 'join',
      as: 'first',
      from: 'events',
      with: 'other',
      on: [{ left: 'ip', right: 'prefix' }],
      columns: { provider: 'provider' },
      several: 'first',
    },
  ];
  await joined(LOG, CLOUDS, steps, async ({ step }) => {
    const texts = ['tagged', 'listed', 'first'].map((name) => step(name).sql);
    await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot('sql/join-variants.sql');
    expect(['tagged', 'listed'].map((name) => step(name).sentence)).toStrictEqual([
      'Every row of events with cloud, range of other, ip in prefix',
      'Rows of events that match other, ip from prefix to prefix',
    ]);
  });
});

test('names that are hostile', async () => {
  const names = ['"; drop', "it's", 'a"b', '__proto__', 'at', '🦊', 'key 0', 'match', 'place'];
  for (const name of names) {
    const log: Events = { columns: [[name, 'text']], rows: [['10.0.0.1'], ['10.0.0.2']] };
    const other: Events = {
      columns: [
        [name, 'text'],
        ['x', 'text'],
      ],
      rows: [['10.0.0.1', 'hit']],
    };
    const columns = { [`${name} x`]: 'x', [`${name} y`]: name };
    for (const on of [[{ left: name, right: name }], { address: name, range: name }]) {
      const rows = await rowsOf(log, other, { ...TAG, on, columns, matched: `${name} z` });
      expect(rows).toStrictEqual([
        [0, '10.0.0.1', 'hit', '10.0.0.1', true],
        [1, '10.0.0.2', null, null, false],
      ]);
    }
  }
});
