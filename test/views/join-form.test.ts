import { describe, expect, test } from 'vitest';
import { joinProblems } from '../../src/engine/join-tables.ts';
import type { ColumnType } from '../../src/engine/table.ts';
import {
  NONE,
  partners,
  proposeForm,
  specOf,
  takeable,
  type JoinTable,
} from '../../src/views/data/join/join-form.ts';

function table(name: string, columns: Readonly<Record<string, ColumnType>>): JoinTable {
  const own = Object.entries(columns).map(([column, type]) => ({ name: column, type }));
  const schema = [{ name: '_row', type: 'integer' as const }, ...own];
  return { id: name, name, relation: `input ${name}`, hidden: [], schema };
}
const CLICKS = table('clicks', {
  RequestDate: 'timestamp',
  IPAddress: 'text',
  UserAgent: 'text',
  'AS Number': 'integer',
  provider: 'text',
});
const CLOUDS = table('clouds', { prefix: 'text', Provider: 'text', region: 'text' });

describe('what is proposed', () => {
  test('an address in the column of ranges, and every column', () => {
    const form = proposeForm(CLICKS, CLOUDS);
    expect(form).toMatchObject({
      how: 'range',
      address: 'IPAddress',
      written: 'range',
      range: 'prefix',
    });
    expect(specOf(form, CLICKS, CLOUDS)).toStrictEqual({
      on: { address: 'IPAddress', range: 'prefix' },
      columns: { prefix: 'prefix', 'clouds.Provider': 'Provider', region: 'region' },
      unmatched: 'keep',
    });
  });
  test.each([['network'], ['cidr'], ['CIDR Range'], ['ip_prefix'], ['subnet']])(
    'a column called %s holds ranges',
    (column) => {
      const form = proposeForm(CLICKS, table('t', { x: 'text', [column]: 'text' }));
      expect(form).toMatchObject({ how: 'range', range: column });
    },
  );
  test('an address between two columns', () => {
    const right = table('as table', {
      range_start: 'integer',
      range_end: 'integer',
      country: 'text',
    });
    const form = proposeForm(CLICKS, right);
    expect(form).toMatchObject({
      how: 'range',
      written: 'between',
      first: 'range_start',
      last: 'range_end',
    });
    expect(specOf(form, CLICKS, right)?.on).toStrictEqual({
      address: 'IPAddress',
      first: 'range_start',
      last: 'range_end',
    });
  });
  test('equal keys of one type by their names; the key is not taken once more', () => {
    const right = table('networks', { ASN: 'integer', 'AS Name': 'text' });
    const form = proposeForm(CLICKS, right);
    expect(form).toMatchObject({ how: 'equal', pairs: [{ left: 'AS Number', right: 'ASN' }] });
    expect(specOf({ ...form, several: 'first' }, CLICKS, right)).toStrictEqual({
      on: [{ left: 'AS Number', right: 'ASN' }],
      columns: { 'AS Name': 'AS Name' },
      unmatched: 'keep',
      several: 'first',
    });
  });
  test('nothing where nothing is alike, and no key of another type', () => {
    const right = table('t', { 'AS Number': 'text', zzz: 'boolean' });
    const form = proposeForm(CLICKS, right);
    expect(form.pairs).toStrictEqual([{ left: NONE, right: NONE }]);
    expect(specOf(form, CLICKS, right)).toBeNull();
    expect(partners(CLICKS, 'AS Number', right)).toStrictEqual([]);
  });
  test('a list of addresses alone: a column that says which rows are on it', () => {
    const right = table('blocklist', { ip: 'text' });
    const form = proposeForm(CLICKS, right);
    expect(form).toMatchObject({ how: 'equal', taken: [], mark: true });
    const spec = specOf(form, CLICKS, right);
    expect(spec).toStrictEqual({
      on: [{ left: 'IPAddress', right: 'ip' }],
      columns: {},
      matched: 'in blocklist',
      unmatched: 'keep',
    });
  });
  test('of ten thousand columns none is taken unasked, and it does not take long', () => {
    const many = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [`column ${i}`, 'text' as const]),
    );
    const form = proposeForm(CLICKS, table('wide', many));
    expect(form.taken).toStrictEqual([]);
    expect(takeable(form, table('wide', many))).toHaveLength(10_000);
    const all = {
      ...form,
      pairs: [{ left: 'provider', right: 'column 0' }],
      taken: Object.keys(many),
    };
    const spec = specOf(all, CLICKS, table('wide', many));
    expect(Object.keys(spec?.columns ?? {})).toHaveLength(9_999);
    expect(spec && joinProblems(CLICKS, table('wide', many), spec)).toStrictEqual([]);
    expect(proposeForm(table('a', many), table('b', many)).pairs).toHaveLength(1);
  });
});

test('whatever is proposed has no problem, whatever the names', () => {
  const names = ['cluster', 'session_id', '__proto__', 'in x', 'x', 'prefix', 'ip', '"'];
  const columns = Object.fromEntries(names.map((name) => [name, 'text' as const]));
  const left = table('x', { ...columns, 'x.x': 'text', cluster: 'integer' });
  const right = table(
    'x',
    Object.fromEntries(names.map((name) => [name.toUpperCase(), 'text' as const])),
  );
  for (const [a, b] of [
    [left, right],
    [right, left],
    [right, right],
  ] as const) {
    const form = { ...proposeForm(a, b), mark: true };
    const spec = specOf(form, a, b);
    expect(spec && joinProblems(a, { ...b, name: 'y' }, spec)).toStrictEqual([]);
  }
});
