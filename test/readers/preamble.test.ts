import { expect, test } from 'vitest';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';

const TYPED = [
  'time,user,action,count',
  '2020-01-17 09:03:00,ada,login,3',
  '2020-01-17 09:04:00,bob,logout,5',
];
const TEXTS = ['name,city,kind,note', 'Ada,Rome,x,y', 'Bob,Oslo,z,w'];
const WORDS = ['Report of logins', 'Source: server A', 'Made by hand'];
const COMMAS = ['Report of logins, January', 'Source: server A, room 3, left', 'Made by hand'];
const semicolons = (lines: readonly string[]) => lines.map((line) => line.replaceAll(',', ';'));

/** Lines passed over and the names of the columns. */
async function found(lines: readonly string[]) {
  const blob = new Blob([`${lines.join('\n')}\n`]);
  const [table] = await makeLocalScanner().sniff({ name: 'a.csv', blob }, {});
  const dialect = table?.layout?.dialect;
  const sure = dialect && 'confidence' in dialect ? dialect.confidence.skip : undefined;
  return { skip: dialect?.skip, names: table?.columns.map(({ name }) => name).join('|'), sure };
}

test.each([
  ['words before two records', [...WORDS, ...TYPED], 3],
  ['words before one record', [...WORDS, ...TYPED.slice(0, 2)], 3],
  ['words with commas', [...COMMAS, ...TYPED], 3],
  ['words with commas before one record', [...COMMAS, ...TYPED.slice(0, 2)], 3],
  ['words with commas before nothing but text', [...COMMAS, ...TEXTS], 3],
  ['a preamble longer than the table', [...WORDS, ...WORDS, ...WORDS, ...TEXTS], 9],
  ['a long one with commas', [...COMMAS, ...COMMAS, ...COMMAS, ...TYPED], 9],
  ['an empty line between', [...COMMAS, '', ...TEXTS], 4],
  ['a line as wide as the table', ['Logins', 'of ada, bob, cy, and dee', ...TYPED], 2],
  ['a title with a comma', ['Title, x', ...TYPED], 1],
  ['a title', ['Title', ...TYPED], 1],
  ['another delimiter', [...COMMAS, ...semicolons(TYPED)], 3],
] as const)('%s: a table is found', async (_, lines, skip) => {
  const names = lines[lines.findIndex((line) => /^(time|name)[,;]/.test(line))];
  expect(await found(lines)).toStrictEqual({
    skip,
    names: names?.replaceAll(/[,;]/g, '|'),
    sure: 0.6,
  });
});

test.each([
  ['addresses with a comma each', ['url', 'http://a/?a=1,2', 'http://b/?b=1,3']],
  ['browsers', ['user agent', 'Mozilla/5.0 (X11; Linux)', 'Mozilla/5.0 (Mac; Intel)']],
  ['notes', ['note', 'Hello', 'Good morning', 'a, b', 'c, d']],
  [
    'sentences',
    ['comment', 'the first of them', 'second, with a comma', 'third, too', 'last, also'],
  ],
  ['words of which the last hold commas', ['a', 'b', 'c', 'd', 'e,f', 'g,h']],
] as const)('%s stay one column', async (_, lines) => {
  expect(await found(lines)).toStrictEqual({ skip: 0, names: lines[0], sure: 1 });
});

test('names that are more or fewer than the fields are no preamble', async () => {
  expect(await found(['a,b,c', '1,2', '3,4'])).toMatchObject({ skip: 0, names: 'a|b|c' });
  expect(await found(['a,b', 'x,red,1', 'y,green,2'])).toMatchObject({ skip: 0, names: 'a|b|c3' });
});
