import { expect, test } from 'vitest';
import type { Dialect } from '../../src/engine/reading.ts';
import type { Sizes } from '../../src/readers/format.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { scanned } from './scan-case.ts';

const AGENT = 'Mozilla/5.0+(X11;+Linux,+like+that)';
const HEAD = ['#Software: Some server 10.0', '#Version: 1.0', '#Date: 2024-01-01 00:00:00'];
const NAMES = ['x-day', 'x-clock', 'c-ip', 'cs-method', 'cs(User-Agent)', 'sc-status'];
const FIELDS = `#Fields: ${NAMES.join(' ')}`;
const record = (second: number, agent = AGENT): string =>
  `2024-01-01 00:00:0${String(second)} 192.0.2.7 GET ${agent} 200`;
const BLOCK = [...HEAD, FIELDS];
const LOG = [...BLOCK, record(1), record(2), record(3)];
const NUMBERED = NAMES.map((_, i) => `c${String(i + 1)}`);

/** Names, dialect, rows, lines of rejects and all warnings. */
async function read(lines: readonly string[], dialect?: Partial<Dialect>, sizes?: Partial<Sizes>) {
  const { table, rows, rejects, end } = await scanned(`${lines.join('\r\n')}\r\n`, dialect, sizes);
  expect(rows.length + rejects.length).toBe(end.records);
  return {
    names: table.columns.map(({ name }) => name),
    dialect: table.layout?.dialect,
    rows,
    rejects: rejects.map(([line]) => line),
    warnings: [...table.warnings, ...end.warnings],
  };
}

test('the comment #Fields: names the columns, and what is between as many fields is the delimiter', async () => {
  const { names, dialect, rows, rejects, warnings } = await read(LOG);
  expect(names).toStrictEqual(NAMES);
  expect(dialect).toMatchObject({ delimiter: ' ', comment: '#', header: NAMES, skip: 0 });
  expect(rows[0]).toStrictEqual(record(1).split(' '));
  expect(rows).toHaveLength(3);
  expect(rejects).toStrictEqual([]);
  expect(warnings).toStrictEqual([
    '4 lines that begin with # were passed over as comments; line 4 names the columns.',
  ]);
});

const tabs = (line: string): string => (line.startsWith('#') ? line : line.replaceAll(' ', '\t'));
const commas = (line: string): string =>
  line.startsWith('#F')
    ? line.replaceAll(' ', ',').replace(',', ' ')
    : line.startsWith('#')
      ? line
      : line.replace(AGENT, `"${AGENT}"`).replaceAll(' ', ',');

test.each([
  ['tabs between values', LOG.map(tabs), '\t'],
  ['commas between names and values', LOG.map(commas), ','],
  [
    'another case and more blanks',
    LOG.map((line) => line.replace(FIELDS, `#fields:  ${NAMES.join('  ')} `)),
    ' ',
  ],
  ['one record', LOG.slice(0, 5), ' '],
  ['a delimiter at the end', LOG.map((line) => (line.startsWith('#') ? line : `${line} `)), ' '],
  ['another line of names before, without records', ['#Fields: a b', ...LOG], ' '],
] as const)('%s', async (_, lines, delimiter) => {
  const { names, dialect, rows, rejects } = await read(lines);
  expect(names).toStrictEqual(NAMES);
  expect(dialect).toMatchObject({ delimiter, header: NAMES });
  expect(rejects).toStrictEqual([]);
  expect(rows).toHaveLength(lines.filter((line) => !line.startsWith('#')).length);
  expect(rows[0]).toStrictEqual(record(1).split(' '));
});

test('a value that is not there stays as it is written', async () => {
  const { rows } = await read([...BLOCK, record(1, '-'), record(2, '-'), record(3)]);
  expect(rows.map((row) => row[4])).toStrictEqual(['-', '-', AGENT]);
});

test('a quote is a character like others where fields are told apart without', async () => {
  const log = [...BLOCK, record(1), record(2, '"odd'), record(3, '"x"y'), record(4), record(5)];
  const { rows, rejects, warnings } = await read(log);
  expect(rows.map((row) => row[4])).toStrictEqual([AGENT, '"odd', '"x"y', AGENT, AGENT]);
  expect(rejects).toStrictEqual([]);
  expect(warnings).toHaveLength(1);
});

test('values with blanks are in quotes', async () => {
  const quoted = [record(1, '"Some agent 1"'), record(2, '"Some ""other"""'), record(3, '-')];
  const { names, rows, rejects } = await read([...BLOCK, ...quoted]);
  expect(names).toStrictEqual(NAMES);
  expect(rows.map((row) => row[4])).toStrictEqual(['Some agent 1', 'Some "other"', '-']);
  expect(rejects).toStrictEqual([]);
});

test.each([{}, { chunkBytes: 1 }, { chunkBytes: 7, sliceBytes: 1 }])(
  'a block that comes again is a comment, and one of other fields is told, sizes %o',
  async (sizes) => {
    const again = await read([...LOG, ...BLOCK, record(4)], {}, sizes);
    expect(again.rows).toHaveLength(4);
    expect(again.warnings).toStrictEqual([
      '8 lines that begin with # were passed over as comments; line 4 names the columns.',
    ]);
    const swapped = FIELDS.replace('x-day x-clock', 'x-clock x-day');
    const another = FIELDS.replace(' sc-status', ' x y');
    const other = await read([...LOG, swapped, record(4), another, ...BLOCK, record(5)], {}, sizes);
    expect(other.names).toStrictEqual(NAMES);
    expect(other.rows).toHaveLength(5);
    expect(other.warnings).toContain(
      'from line 8 on #Fields: names other fields than on line 4 (the same in another order); all records were read as line 4 says.',
    );
    const more = await read([...LOG, another, `${record(4)} 1`], {}, sizes);
    expect(more.names).toStrictEqual(NAMES);
    expect(more.rejects).toStrictEqual([9]);
    expect(more.warnings).toContain(
      'from line 8 on #Fields: names other fields than on line 4 (x, y, sc-status); all records were read as line 4 says.',
    );
  },
);

test('more records under later names do not change the first', async () => {
  const later = [1, 2, 3, 4, 5, 6, 7].map((second) => `${record(second)} 17`);
  const log = [...LOG, `${FIELDS} time-taken`, ...later];
  const { names, rows, rejects, warnings } = await read(log);
  expect(names).toStrictEqual(NAMES);
  expect(warnings).toStrictEqual([
    '5 lines that begin with # were passed over as comments; line 4 names the columns.',
    'from line 8 on #Fields: names other fields than on line 4 (time-taken); all records were read as line 4 says.',
    '7 records have 7 fields, and only 3 have the expected 6; are the delimiter, the quote and the first line right?',
  ]);
  expect(rows).toHaveLength(3);
  expect(rejects).toHaveLength(7);
});

test('a log without records has its columns', async () => {
  const { names, rows } = await read(BLOCK);
  expect(names).toStrictEqual(NAMES);
  expect(rows).toStrictEqual([]);
});

test('names that are not as many as the fields are not taken, and a warning says so', async () => {
  const fewer = LOG.map((line) => tabs(line.replace(' sc-status', '')));
  const { names, rows, warnings } = await read(fewer);
  expect(names).toStrictEqual(NUMBERED);
  expect(rows).toHaveLength(3);
  expect(warnings).toStrictEqual([
    'Line 4, #Fields:, names 5 fields, but the records have 6; its names were not taken.',
    '4 lines that begin with # were passed over as comments.',
  ]);
});

test('a person may say other names, or none', async () => {
  const own = NAMES.map((name) => name.toUpperCase());
  expect(await read(LOG, { header: own })).toMatchObject({ names: own, rejects: [] });
  expect(await read(LOG, { header: 'none' })).toMatchObject({ names: NUMBERED, rejects: [] });
  const first = await read(LOG, { header: 'first' });
  expect(first.names[2]).toBe('192.0.2.7');
  expect(first.rows).toHaveLength(2);
  expect((await read(LOG, { delimiter: ';' })).names).not.toStrictEqual(NAMES);
  expect((await read(LOG, { comment: '' })).dialect).toMatchObject({ comment: '' });
});

test('names that stand in the first record, too, are no record', async () => {
  const { names, rows } = await read([FIELDS, NAMES.join(' '), record(1), record(2), record(3)]);
  expect(names).toStrictEqual(NAMES);
  expect(rows).toHaveLength(3);
});

test('the line that names the columns is shown as such, a later one as a comment', async () => {
  const file = { name: 'a.log', blob: new Blob([[...LOG, ...BLOCK].join('\n')]) };
  const scanner = makeLocalScanner();
  const [table] = await scanner.sniff(file, {});
  const shown = table && (await scanner.lines(file, table, 20));
  const comments = HEAD.map(() => 'comment');
  const kinds = [...comments, 'header', 'record', 'record', 'record', ...comments, 'comment'];
  expect(shown?.map(({ kind }) => kind)).toStrictEqual(kinds);
});
