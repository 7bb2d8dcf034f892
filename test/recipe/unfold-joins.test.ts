import { describe, expect, test } from 'vitest';
import { parse } from '../../src/recipe/parse.ts';
import type { FileRows, JoinedRows } from '../../src/recipe/joins/row-source.ts';
import { unfoldJoins } from '../../src/recipe/joins/unfold.ts';
import type { Outcome } from '../../src/steps/problem.ts';

const valued = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
};
const SOURCE = { op: 'source', as: 'log', input: 'events', export: ['ip'] };
const PROFILE = { op: 'profile', as: 'profile', from: 'events' };
const recipe = (inputs: object = { events: { ip: 'text', at: 'timestamp' } }, ...steps: object[]) =>
  valued(
    parse({
      version: 1,
      id: 'r',
      title: 'R',
      inputs,
      steps: steps.length > 0 ? steps : [PROFILE],
    }),
  );
const clicks: FileRows = {
  kind: 'files',
  id: 't1',
  name: 'clicks.csv',
  types: { addr: 'text', at: 'timestamp', ip: 'integer', n: 'integer' },
};
const ranges: FileRows = {
  kind: 'files',
  id: 't2',
  name: 'cloud ranges.csv.gz',
  types: { range: 'text', owner: 'text', asn: 'integer' },
};
const networks: FileRows = {
  kind: 'files',
  id: 't3',
  name: 'as.csv',
  types: { number: 'integer', name: 'text', cluster: 'text' },
};
const inRange: JoinedRows = {
  kind: 'join',
  left: clicks,
  right: ranges,
  spec: { on: { address: 'addr', range: 'range' }, columns: { owner: 'owner', asn: 'asn' } },
};
const withNetworks: JoinedRows = {
  kind: 'join',
  left: inRange,
  right: networks,
  spec: {
    on: [{ left: 'asn', right: 'number' }],
    columns: { network: 'name', group: 'cluster' },
    matched: 'known',
  },
};
const unfold = (given: ReturnType<typeof recipe>, source: JoinedRows | FileRows, mapping = {}) =>
  valued(unfoldJoins(given, { events: { source, mapping } }));
const problemsOf = (...args: Parameters<typeof unfoldJoins>): string[] => {
  const made = unfoldJoins(...args);
  return made.ok ? [] : made.problems.map(({ message }) => message);
};

test('without a join the recipe is the one given', () => {
  const given = recipe();
  const { recipe: same, players, mappings } = unfold(given, clicks, { ip: 'addr' });
  expect(same).toBe(given);
  expect({ players, mappings }).toStrictEqual({
    players: { events: 't1' },
    mappings: { events: { ip: 'addr' } },
  });
});

test('a joined table is a second input and a step; a column is called as its role, and so is the key', () => {
  const made = unfold(recipe(), inRange, { ip: 'addr' });
  expect(made.players).toStrictEqual({ events: 't1', cloud_ranges: 't2' });
  expect(made.mappings).toStrictEqual({
    events: { ip: 'addr', ip_2: 'ip' },
    cloud_ranges: {},
  });
  expect(made.recipe.title).toBe('R, joined with cloud ranges.csv.gz');
  expect(made.recipe.inputs).toStrictEqual({
    events: { ip: 'text', at: 'timestamp', ip_2: 'integer' },
    cloud_ranges: { range: 'text', owner: 'text', asn: 'integer' },
  });
  expect(made.recipe.json['steps']).toStrictEqual([
    { op: 'source', as: 'clicks', input: 'events', export: false },
    {
      op: 'join',
      as: 'events',
      from: 'clicks',
      with: 'cloud_ranges',
      on: { address: 'ip', range: 'range' },
      columns: { owner: 'owner', asn: 'asn' },
      export: false,
    },
    PROFILE,
  ]);
  // What is saved is a recipe, and nothing is left to unfold in it.
  expect(valued(parse(made.recipe.json))).toStrictEqual(made.recipe);
});

test('joins of joins, a key that takes the type of its role, a reserved name, and a source step of the recipe', () => {
  const given = recipe(
    { events: { ip: 'text', network_number: 'text', group: 'text', known: 'boolean' } },
    SOURCE,
    { op: 'profile', as: 'profile', from: 'log' },
  );
  const made = unfold(given, withNetworks, { ip: 'addr', network_number: 'asn' });
  expect(made.recipe.inputs).toStrictEqual({
    events: { ip: 'text', ip_2: 'integer' },
    cloud_ranges: { asn: 'text', range: 'text', owner: 'text' },
    as: { cluster_2: 'text', number: 'text', name: 'text' },
  });
  expect(made.mappings['as']).toStrictEqual({ cluster_2: 'cluster' });
  expect(made.recipe.json['steps']).toMatchObject([
    { op: 'source', as: 'clicks', input: 'events' },
    { as: 'clicks_csv_joined', columns: { owner: 'owner', network_number: 'asn' } },
    {
      as: 'log',
      from: 'clicks_csv_joined',
      with: 'as',
      on: [{ left: 'network_number', right: 'number' }],
      columns: { network: 'name', group: 'cluster_2' },
      matched: 'known',
      export: ['ip'],
    },
    { op: 'profile', from: 'log' },
  ]);
});

test('one list joined twice is one input; names of roles are left to the roles', () => {
  const twice: JoinedRows = {
    kind: 'join',
    left: inRange,
    right: ranges,
    spec: { on: { address: 'ip', range: 'range' }, columns: { net: 'owner' }, matched: 'at2' },
  };
  const made = unfold(recipe({ events: { at: 'text', net: 'text' } }), twice, {
    at: 'owner',
    net: 'addr',
  });
  expect(Object.keys(made.recipe.inputs)).toStrictEqual(['events', 'cloud_ranges']);
  expect(made.recipe.inputs['events']).toStrictEqual({
    net: 'text',
    at_2: 'timestamp',
    ip: 'integer',
  });
  expect(made.recipe.steps.filter(({ op }) => op === 'join')).toMatchObject([
    { columns: { at: 'owner', asn: 'asn' } },
    { columns: { net_2: 'owner' }, matched: 'at2' },
  ]);
});

test('a table that plays an input of its own may be joined to another', () => {
  const given = recipe({ events: { ip: 'text' }, lists: { block: 'text' } });
  const players = {
    events: { source: inRange, mapping: { ip: 'addr' } },
    lists: { source: ranges, mapping: { block: 'range' } },
  };
  const made = valued(unfoldJoins(given, players));
  expect(made.players).toStrictEqual({ lists: 't2', events: 't1' });
  expect(made.recipe.inputs['lists']).toStrictEqual({
    block: 'text',
    owner: 'text',
    asn: 'integer',
  });
  expect(made.recipe.steps[1]).toMatchObject({ with: 'lists', on: { range: 'block' } });
});

describe('what cannot be is said', () => {
  test('a role that no column plays', () => {
    const given = recipe({ events: { ownr: 'text' } });
    expect(problemsOf(given, { events: { source: inRange, mapping: {} } })).toStrictEqual([
      'no column "ownr" in the joined table; did you mean "owner"?',
    ]);
  });
  test('one column of two types, and a mark that is to be text', () => {
    const given = recipe({ events: { a: 'text', b: 'integer', c: 'text' } });
    const mapping = { a: 'network', b: 'network', c: 'known' };
    expect(problemsOf(given, { events: { source: withNetworks, mapping } })).toStrictEqual([
      '"name" of as.csv is wanted as text and as integer; open the file a second time and join that',
      '"known" says whether a row has matched; it can play one column that is true or false, not "c" (text)',
    ]);
  });
  test('a file that plays another input with another column of the same role', () => {
    const given = recipe({ events: { ip: 'text' }, others: { ip: 'integer' } });
    const players = {
      events: { source: inRange, mapping: { ip: 'addr' } },
      others: { source: clicks, mapping: {} },
    };
    expect(problemsOf(given, players)).toStrictEqual([
      'clicks.csv plays others and is joined as well, and the two want different values as "ip"; open the file a second time and join that',
    ]);
  });
});
