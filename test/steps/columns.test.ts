import { describe, expect, test } from 'vitest';
import { rowsOf, runSteps, type Events, type Step } from './run-steps.ts';

const events = (columns: Events['columns'], ...rows: Events['rows']): Events => ({ columns, rows });

describe('source', () => {
  test('columns that carry a name which Spoor gives itself are renamed, whatever their letter case', async () => {
    const log = events(
      [
        ['session_id', 'text'],
        ['Cluster', 'text'],
        ['cluster_2', 'text'],
        ['GAPSECONDS', 'number'],
      ],
      ['a', 'b', 'c', 1],
    );
    await runSteps(log, [{ op: 'source', as: 'log', input: 'events' }], async ({ table, step }) => {
      const names = ['_row', 'session_id_2', 'Cluster_3', 'cluster_2', 'GAPSECONDS_2'];
      expect((await table('log')).columns.map((column) => column.name)).toStrictEqual(names);
      expect(step('log').schema.map((column) => column.name)).toStrictEqual(names);
      expect((await table('log')).rows).toStrictEqual([[0, 'a', 'b', 'c', 1]]);
    });
  });
});

describe('derive', () => {
  const LOG = events(
    [
      ['t', 'text'],
      ['u', 'text'],
      ['x', 'number'],
      ['i', 'integer'],
      ['from', 'timestamp'],
      ['to', 'timestamp'],
      ['yes', 'boolean'],
    ],
    [' Ab', '', -2.5, 3, '2020-01-01 00:00:00', '2020-01-01 00:00:00.25', true],
    [null, 'Ab', null, null, null, '2020-01-01', null],
  );
  const derived = async (value: unknown) =>
    (await rowsOf(LOG, [{ op: 'derive', as: 'd', from: 'events', columns: { made: value } }])).map(
      (row) => row.at(-1),
    );

  test.each<[unknown, unknown[]]>([
    ['t', [' Ab', null]],
    [7, [7, 7]],
    [{ text: "it's" }, ["it's", "it's"]],
    [{ seconds: ['from', 'to'] }, [0.25, null]],
    [{ seconds: ['to', 'from'] }, [-0.25, null]],
    [{ add: ['x', 'i'] }, [0.5, null]],
    [{ subtract: ['x', 1] }, [-3.5, null]],
    [{ multiply: ['x', -2] }, [5, null]],
    [{ divide: ['i', 2] }, [1.5, null]],
    [{ divide: ['i', 0] }, [null, null]],
    [{ ln: [{ e: [] }] }, [1, 1]],
    [{ ln: ['x'] }, [null, null]],
    [{ exp: [0] }, [1, 1]],
    [{ abs: ['x'] }, [2.5, null]],
    [{ floor: ['x'] }, [-3, null]],
    [{ greatest: ['x', 'i', 0] }, [3, null]],
    [{ greatest: ['x', 0] }, [0, null]],
    [{ least: ['x', 0] }, [-2.5, null]],
    [{ least: ['x', 'i', 0] }, [-2.5, null]],
    [{ lower: ['t'] }, [' ab', null]],
    [{ upper: ['t'] }, [' AB', null]],
    [{ trim: ['t'] }, ['Ab', null]],
    [{ length: ['t'] }, [3, null]],
    [{ concat: ['t', { text: '-' }, 't'] }, [' Ab- Ab', null]],
    [{ equal: ['t', 'u'] }, [false, false]],
    [{ equal: [{ trim: ['t'] }, { text: 'Ab' }] }, [true, false]],
    [{ equal: ['x', 'i'] }, [false, true]],
    [{ less: ['x', 'i'] }, [true, null]],
    [{ and: ['yes', { isNull: ['t'] }] }, [false, null]],
    [{ or: ['yes', { isNull: ['t'] }] }, [true, true]],
    [{ not: ['yes'] }, [false, null]],
    [{ isNull: ['x'] }, [false, true]],
    [{ coalesce: ['t', 'u', { text: 'none' }] }, [' Ab', 'Ab']],
    [{ coalesce: ['i', 0.5] }, [3, 0.5]],
    [{ nullIf: ['u', { text: '' }] }, [null, 'Ab']],
    [{ if: ['yes', 't', 'u'] }, [' Ab', 'Ab']],
  ])('%j', async (value, expected) => {
    expect(await derived(value)).toStrictEqual(expected);
  });

  test('000: two days of delay are 12.0599 on its scale, and 0 is 1', async () => {
    const ln = (seconds: number) => derived({ ln: [{ add: [seconds, { e: [] }] }] });
    expect(Number((await ln(172_800))[0]).toFixed(4)).toBe('12.0599');
    expect((await ln(0))[0]).toBe(1);
  });
  test('a column that exists is replaced in its place, and later ones see the new values', async () => {
    const columns = {
      x: { add: ['x', 1] },
      twice: { multiply: ['x', 2] },
      i: { text: 'now a text' },
    };
    const step: Step = { op: 'derive', as: 'd', from: 'events', columns };
    await runSteps(LOG, [step], async ({ table, step: result }) => {
      const { columns: made, rows } = await table('d');
      expect(made.map((column) => `${column.name} ${column.type}`)).toStrictEqual([
        '_row integer',
        't text',
        'u text',
        'x number',
        'i text',
        'from timestamp',
        'to timestamp',
        'yes boolean',
        'twice number',
      ]);
      expect(result('d').schema).toStrictEqual(made);
      expect([rows[0]?.[3], rows[0]?.at(-1)]).toStrictEqual([-1.5, -3]);
    });
  });
});

describe('profile', () => {
  test('one row per column, as pandas would describe it', async () => {
    const log = events(
      [
        ['v', 'text'],
        ['n', 'number'],
        ['t', 'timestamp'],
        ['empty', 'text'],
      ],
      ['b', 1, '2020-01-01 00:00:00', null],
      ['a', 2, '2020-01-01 00:00:00', null],
      ['b', 4, '2020-01-02 00:00:00.5', null],
      ['a', 9, null, null],
      [null, null, null, null],
    );
    const found = await rowsOf(log, [{ op: 'profile', as: 'p', from: 'events' }]);
    // column, type, rows, nulls, distinct, min, max, top, freq, mean, std, quartiles
    expect(found).toStrictEqual([
      ['v', 'text', 5, 1, 2, 'a', 'b', 'a', 2, null, null, null, null, null],
      [
        'n',
        'number',
        5,
        1,
        4,
        '1.0',
        '9.0',
        '1.0',
        1,
        4,
        expect.closeTo(Math.sqrt(38 / 3), 12),
        1.75,
        3,
        5.25,
      ],
      [
        't',
        'timestamp',
        5,
        2,
        2,
        '2020-01-01 00:00:00',
        '2020-01-02 00:00:00.5',
        '2020-01-01 00:00:00',
        2,
        null,
        null,
        null,
        null,
        null,
      ],
      ['empty', 'text', 5, 5, 0, null, null, null, null, null, null, null, null, null],
    ]);
  });
});

describe('describe', () => {
  test('nulls are counted and in no other figure; a deviation needs two values', async () => {
    const log = events(
      [
        ['x', 'number'],
        ['i', 'integer'],
        ['text', 'text'],
      ],
      [1, 7, 'a'],
      [4, null, 'b'],
      [null, null, 'c'],
      [2, null, 'd'],
      [9, null, 'e'],
    );
    expect(await rowsOf(log, [{ op: 'describe', as: 'd', from: 'events' }])).toStrictEqual([
      ['x', 4, 1, 4, 4, expect.closeTo(Math.sqrt(38 / 3), 12), 1, 1.75, 3, 5.25, 9],
      ['i', 1, 4, 1, 7, null, 7, 7, 7, 7, 7],
    ]);
  });
});
