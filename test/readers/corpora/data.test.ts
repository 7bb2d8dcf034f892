import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { describe, expect, test } from 'vitest';
import type { Cell, ColumnType, Table } from '../../../src/engine/table.ts';
import { hasOutside, load, outside, outsideUrl } from '../formats/shared.ts';

/** Records after the header, by another parser of RFC 4180. */
async function counted(path: string): Promise<number> {
  const file = createReadStream(outsideUrl(path));
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  let records = 0;
  for await (const _ of bytes.pipe(parse())) records += 1;
  return records - 1;
}

function oracle(path: string): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(outside(path))) as Record<string, unknown>;
}

function column(table: Table, name: string): Cell[] {
  const at = table.columns.findIndex((one) => one.name === name);
  expect(at, name).toBeGreaterThanOrEqual(0);
  return table.rows.map((row) => row[at] ?? null);
}

const distinct = (values: readonly Cell[]) =>
  new Set(values.filter((value) => value !== null)).size;
const sum = (values: readonly Cell[]) =>
  values.reduce<number>((total, value) => total + Number(value), 0);

const loads = new Map<string, ReturnType<typeof load>>();

/** Loads a file once, whoever asks for it. */
function loadOnce(path: string): ReturnType<typeof load> {
  const found = loads.get(path) ?? load(path.slice(path.lastIndexOf('/') + 1), outside(path));
  loads.set(path, found);
  return found;
}

describe.skipIf(!hasOutside)('the inputs of the oracles', () => {
  test.each([
    ['data/email-clicks/clicks.csv.gz', 24_325],
    ['data/email-clicks/truth.csv.gz', 24_325],
    ['data/packets/packets.csv.gz', 163_181],
    ['data/packets/truth.csv', 37],
    ['data/logins/logs_2018.csv', 43_283],
    ['data/logins/logs_2019.csv', 8164],
    ['data/logins/hackers_2018.csv', 111],
    ['data/logins/hackers_2019.csv', 18],
  ])('%s: %i rows, as another parser counts them', async (path, rows) => {
    const { loaded, table } = await loadOnce(path);
    expect(loaded.warnings).toStrictEqual([]);
    expect(loaded.files[0]).toMatchObject({ rows, rejected: 0 });
    expect(table.rows).toHaveLength(rows);
    expect(await counted(path)).toBe(rows);
  });

  test('the clicks have the oracle’s distinct values', async () => {
    const expected = oracle('data/email-clicks/expected.json');
    const { table } = await loadOnce('data/email-clicks/clicks.csv.gz');
    expect(table.rows).toHaveLength(Number(expected['rows']));
    const unique = expected['nunique'] as Record<string, number>;
    const found = Object.keys(unique).filter((name) =>
      table.columns.some((one) => one.name === name),
    );
    expect(found.length).toBeGreaterThan(15);
    for (const name of found) expect(distinct(column(table, name)), name).toBe(unique[name]);
  });

  test('the packets have the oracle’s addresses and lengths', async () => {
    const expected = oracle('data/packets/expected.json');
    const { table } = await loadOnce('data/packets/packets.csv.gz');
    expect(table.rows).toHaveLength(Number(expected['rows']));
    expect(distinct(column(table, 'IP1'))).toBe(expected['ip1']);
    expect(distinct(column(table, 'IP2'))).toBe(expected['ip2']);
    const perPacket = expected['per_packet'] as Record<string, { sum: number }>;
    for (const name of ['Length', 'is_busybox', 'is_enable'])
      expect(sum(column(table, name)), name).toBe(perPacket[name]?.sum);
  });

  test('the logins have the oracle’s counts', async () => {
    const expected = oracle('data/logins/expected.json');
    const types: Record<string, ColumnType> = { datetime: 'timestamp', success: 'boolean' };
    const { table } = await load('logs_2018.csv', outside('data/logins/logs_2018.csv'), { types });
    expect(table.rows).toHaveLength(Number(expected['rows']));
    const pivot = expected['pivot'] as Record<string, number>;
    expect(sum(column(table, 'success').map(Number))).toBe(pivot['success']);
    const described = expected['describe'] as Record<string, { count: number; unique: number }>;
    for (const name of ['source_ip', 'username', 'failure_reason']) {
      const values = column(table, name).filter((value) => value !== null);
      expect([values.length, distinct(values)], name).toStrictEqual([
        described[name]?.count,
        described[name]?.unique,
      ]);
    }
  });

  test('dns has the oracle’s rows, columns and hosts', async () => {
    const expected = oracle('data/zeek/dns.expected.json');
    const { loaded, table } = await load('dns.json.gz', outside('data/zeek/dns.json.gz'));
    expect(loaded.files[0]).toMatchObject({ rows: expected['rows'], rejected: 0 });
    expect(table.columns).toHaveLength(Number(expected['columns']));
    expect(distinct(column(table, 'id.orig_h'))).toBe(expected['hosts']);
  });

  test('dce_rpc is the same log as TSV and as JSON', async () => {
    const expected = oracle('data/zeek/dce_rpc.expected.json');
    const types: Record<string, ColumnType> = { ts: 'timestamp' };
    const tsv = await load('dce_rpc.log.gz', outside('data/zeek/dce_rpc.log.gz'));
    const json = await load('dce_rpc.json.gz', outside('data/zeek/dce_rpc.json.gz'), { types });
    expect(json.table.columns).toHaveLength(Number(expected['columns']));
    for (const { loaded, table } of [tsv, json]) {
      expect(loaded.files[0]).toMatchObject({ rows: expected['rows'], rejected: 0 });
      expect(distinct(column(table, 'id.orig_h'))).toBe(expected['hosts']);
    }
    const common = tsv.table.columns.filter(({ name }) =>
      json.table.columns.some((other) => other.name === name),
    );
    expect(common.length).toBeGreaterThan(8);
    for (const { name } of common) {
      const left = column(tsv.table, name);
      const right = column(json.table, name);
      if (name !== 'rtt') expect(left, name).toStrictEqual(right);
      else
        left.forEach((value, i) => {
          if (value === null) expect(right[i]).toBeNull();
          else expect(Math.abs(Number(value) - Number(right[i]))).toBeLessThanOrEqual(5e-7);
        });
    }
  });
});
