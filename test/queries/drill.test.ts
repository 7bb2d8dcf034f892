import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/engine/ports.ts';
import { keysByCluster } from '../../src/queries/cluster-list.ts';
import {
  eventRows,
  eventsByClusterOf,
  sessionRows,
  type Condition,
} from '../../src/queries/drill.ts';
import { counted, ordered, page } from '../../src/queries/page.ts';
import { text } from '../../src/sql/sql.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { dropLog, HOSTILE, makeLog, TABLES } from './log.ts';

let database: Database;
beforeAll(async () => {
  database = await sharedDatabase();
  await makeLog(database);
});
afterAll(() => dropLog(database));

const key = (value: string | null): Condition => ({
  of: 'key',
  column: { name: HOSTILE, type: 'text' },
  value,
});
const firsts = async (query: Parameters<Database['rows']>[0]) =>
  (await database.rows(query)).rows.map((row) => row[0]);

describe('events of a selection', () => {
  const rows = (...conditions: Condition[]) => firsts(eventRows(TABLES, conditions, ['_row']));

  it('are all events without a condition', async () => {
    expect(await rows()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
  it('are those of a cluster, of noise, of a session', async () => {
    expect(await rows({ of: 'cluster', cluster: 0 })).toEqual([0, 1, 2]);
    expect(await rows({ of: 'cluster', cluster: -1 })).toEqual([6, 7]);
    expect(await rows({ of: 'session', session: 2 })).toEqual([3, 4, 5]);
  });
  it('are those of a key, whatever its name and value', async () => {
    expect(await rows(key('a'))).toEqual([0, 1, 3, 7, 9]);
    expect(await rows(key("it's"))).toEqual([4]);
    expect(await rows(key(''))).toEqual([5]);
    expect(await rows(key(null))).toEqual([6]);
  });
  it('find a time to the microsecond', async () => {
    const time: Condition = {
      of: 'key',
      column: { name: 'at', type: 'timestamp' },
      value: 1_577_836_801_000_001n,
    };
    expect(await rows(time)).toEqual([2]);
  });
  it('fulfil all conditions at once', async () => {
    expect(await rows({ of: 'cluster', cluster: 1 }, key('a'))).toEqual([3]);
  });
});

describe('sessions of a selection', () => {
  const sessions = (...conditions: Condition[]) =>
    firsts(sessionRows(TABLES, conditions, [HOSTILE, 'size']));

  it('are all sessions, those of a cluster, those with an event of a key', async () => {
    expect(await sessions()).toEqual([0, 1, 2, 3, 4]);
    expect(await sessions({ of: 'cluster', cluster: 0 })).toEqual([0, 1]);
    expect(await sessions(key('a'))).toEqual([0, 2, 3]);
    expect(await sessions({ of: 'cluster', cluster: -1 }, key('a'))).toEqual([3]);
  });
  it('carry their cluster and their features', async () => {
    const { rows } = await database.rows(
      sessionRows(TABLES, [{ of: 'session', session: 4 }], ['size']),
    );
    expect(rows).toEqual([[4, null, null]]);
  });
});

describe('figures of a selection', () => {
  it('count events by cluster, none left out', async () => {
    expect((await database.rows(eventsByClusterOf(TABLES, [key('a')]))).rows).toEqual([
      [0, 2],
      [-1, 1],
      [1, 1],
      [null, 1],
    ]);
  });
  it('count distinct keys per cluster; nulls are no value', async () => {
    expect((await database.rows(keysByCluster(TABLES, HOSTILE))).rows).toEqual([
      [-1, 0],
      [0, 2],
      [1, 1],
    ]);
  });
});

describe('pages', () => {
  const all = eventRows(TABLES, [], ['_row', 'at']);

  it('cut a query in its own order or in a given one, nulls last either way', async () => {
    expect(await firsts(page(all, [], 3, 2))).toEqual([3, 4]);
    expect(await firsts(page(all, [{ column: 'at' }, { column: '_row' }], 0, 4))).toEqual([
      1, 2, 0, 3,
    ]);
    expect(
      await firsts(page(all, [{ column: 'at', descending: true }, { column: '_row' }], 0, 4)),
    ).toEqual([0, 2, 1, 3]);
    expect(await firsts(page(all, [], 10, 5))).toEqual([]);
  });
  it('count', async () => {
    expect(await firsts(counted(all))).toEqual([10]);
  });
  it('leave a query as it is where no order is given', () => {
    expect(text(ordered(all, []))).toBe(text(all));
  });
});
