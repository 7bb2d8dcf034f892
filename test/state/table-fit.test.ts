import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignPlayers, missingRoles, nearlyFits } from '../../src/state/table-fit.ts';

const TYPES = { ip: 'text', at: 'timestamp', what: 'text' } as const;

function table(
  id: string,
  names: readonly string[],
  mapping: Readonly<Record<string, string>> = {},
) {
  return { id, columns: names.map((name) => ({ name, type: null })), mapping };
}

test('roles are played by columns of their name, or by those that were chosen', () => {
  expect(missingRoles(TYPES, table('a', ['at', 'client']))).toStrictEqual(['ip', 'what']);
  expect(missingRoles(TYPES, table('a', ['at', 'client'], { ip: 'client' }))).toStrictEqual([
    'what',
  ]);
  expect(missingRoles(TYPES, table('a', ['ip', 'at', 'what'], { ip: 'gone' }))).toStrictEqual([
    'ip',
  ]);
  expect(nearlyFits(TYPES, ['ip'])).toBe(true);
  expect(nearlyFits(TYPES, ['ip', 'at'])).toBe(false);
});

describe('which table plays an input', () => {
  const fits = table('fits', ['ip', 'at', 'what', 'more']);
  const half = table('half', ['ip', 'at']);
  const none = table('none', ['cidr']);

  test.each([
    ['the one that lacks least', [none, half], {}, 'half'],
    ['the first of equals', [fits, { ...fits, id: 'too' }], {}, 'fits'],
    [
      'the one that plays it, while it fits',
      [fits, { ...fits, id: 'too' }],
      { events: 'too' },
      'too',
    ],
    ['the one that plays it, while nothing fits better', [half, none], { events: 'none' }, 'none'],
    ['one that fits in the place of one that does not', [none, fits], { events: 'none' }, 'fits'],
    ['another when it is gone', [half], { events: 'gone' }, 'half'],
  ])('%s', (_, tables, before, expected) => {
    expect(assignPlayers({ events: TYPES }, tables, before)).toStrictEqual({ events: expected });
  });

  test('nothing without tables; every input has a table of its own', () => {
    expect(assignPlayers({ events: TYPES }, [], { events: 'gone' })).toStrictEqual({});
    const ranges = { cidr: 'text' } as const;
    expect(assignPlayers({ events: TYPES, ranges }, [none, fits], {})).toStrictEqual({
      events: 'fits',
      ranges: 'none',
    });
  });

  test('never one table for two inputs, and nothing changes when it is asked again', () => {
    const some = fc.uniqueArray(fc.constantFrom('ip', 'at', 'what', 'cidr', 'owner'));
    const inputs = { events: TYPES, ranges: { cidr: 'text' }, owners: { owner: 'text' } } as const;
    fc.assert(
      fc.property(fc.array(some, { maxLength: 5 }), (given) => {
        const tables = given.map((names, i) => table(String(i), names));
        const players = assignPlayers(inputs, tables, {});
        expect(new Set(Object.values(players)).size).toBe(Object.keys(players).length);
        expect(Object.keys(players)).toHaveLength(Math.min(3, tables.length));
        expect(assignPlayers(inputs, tables, players)).toStrictEqual(players);
      }),
    );
  });
});
