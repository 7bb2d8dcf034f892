import { expect, test } from 'vitest';
import type { Dialect } from '../../src/engine/reading.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { scanned } from './scan-case.ts';

const EVENTS = [
  'Failure,1/2/2024 1:05:11 PM,4625,"It failed.\r\n\r\nWho:\tada\r\n"',
  'Success,1/2/2024 1:05:12 PM,4624,"So be it."',
];
const NAMES = 'Kind,Date and Time,Event ID';
const NAMED = ['Kind', 'Date and Time', 'Event ID', 'c4'];

/** Names, rows, lines of rejects and warnings. */
async function read(lines: readonly string[], dialect?: Partial<Dialect>) {
  const { table, rows, rejects, end } = await scanned(lines.join('\r\n'), dialect);
  expect(rows.length + rejects.length).toBe(end.records);
  return {
    names: table.columns.map(({ name }) => name),
    rows: rows.length,
    rejects: rejects.map(([line]) => line),
    warnings: table.warnings,
  };
}

test('a line of names that is shorter than the records names the first columns, and a warning says so', async () => {
  expect(await read([NAMES, ...EVENTS])).toStrictEqual({
    names: NAMED,
    rows: 2,
    rejects: [],
    warnings: ['The first line names 3 of 4 columns; the last is called c4.'],
  });
});

test.each([
  [
    'two',
    ['a,b', '1,2,x,y', '3,4,z,w'],
    'The first line names 2 of 4 columns; the last 2 are called c3 and c4.',
  ],
  [
    'three',
    ['a,b,c', '1,2,x,y,z,w', '3,4,z,w,x,y'],
    'The first line names 3 of 6 columns; the last 3 are called c4 to c6.',
  ],
] as const)('%s columns without a name', async (_, lines, warning) => {
  const { names, rows, warnings } = await read(lines);
  expect(names).toStrictEqual([
    ...lines[0].split(','),
    ...names.map((__, i) => `c${String(i + 1)}`).slice(lines[0].split(',').length),
  ]);
  expect(rows).toBe(2);
  expect(warnings).toStrictEqual([warning]);
});

test('names of texts above texts, where nothing else is before the records', async () => {
  const texts = ['name,city', 'Ada,Rome,x', 'Bob,Oslo,y'];
  expect(await read(texts)).toMatchObject({ names: ['name', 'city', 'c3'], rows: 2, rejects: [] });
});

test('a title may be before them', async () => {
  const { names, rows, warnings } = await read(['Events of a server', NAMES, ...EVENTS]);
  expect(names).toStrictEqual(NAMED);
  expect(rows).toBe(2);
  expect(warnings).toStrictEqual([
    'The first line was taken for no part of the table and passed over: "Events of a server".',
    'Line 2 names 3 of 4 columns; the last is called c4.',
  ]);
});

test.each([
  ['a sentence', 'Report, created 2024', 'a,b,c'],
  ['a title and a day', 'Report,2024-01-02', 'a,b,c'],
  ['a title of two parts above names', 'Report,Server A', 'id,b,c'],
  ['a key and what it is', 'Made by:,Ada', '7,8,9'],
] as const)('%s before a table is no line of names', async (_, line, first) => {
  const { names } = await read([line, first, '1,2,3', '4,5,6', '7,8,9']);
  expect(names).not.toContain(line.split(',')[0]);
  expect(names).toHaveLength(3);
});

test('names of less than half the columns are not enough', async () => {
  const { names, rows } = await read(['a,b', '1,2,3,4,5', '6,7,8,9,0']);
  expect(names).toStrictEqual(['a', 'b']);
  expect(rows).toBe(0);
});

test.each([',', '\t'])(
  'names of rows have no name above them (fields between %j)',
  async (sign) => {
    const lines = ['"x","y"', '"a",1,2', '"b",3,4', '"c",5,6'];
    expect(await read(lines.map((line) => line.replaceAll(',', sign)))).toStrictEqual({
      names: ['c1', 'x', 'y'],
      rows: 3,
      rejects: [],
      warnings: ['The first line names 2 of 3 columns; the first is called c1.'],
    });
  },
);

test('an empty last field that every record ends with is no column without a name', async () => {
  const { names, rows } = await read(['a,b,c', '1,2,3,', '4,5,6,']);
  expect(names).toStrictEqual(['a', 'b', 'c']);
  expect(rows).toBe(2);
});

test('records of several widths do not make names that fit most of them fewer', async () => {
  expect(await read(['a,b', '1,2,3', '4,5', '6,7,8'])).toMatchObject({
    names: ['a', 'b'],
    rows: 1,
    rejects: [2, 4],
  });
});

test('a person may say that they are no names, or pass over them', async () => {
  const lines = [NAMES, ...EVENTS];
  const none = ['c1', 'c2', 'c3', 'c4'];
  expect(await read(lines, { header: 'first' })).toMatchObject({ names: NAMED, rows: 2 });
  expect(await read(lines, { header: 'none' })).toMatchObject({
    names: none,
    rows: 2,
    rejects: [1],
    warnings: [],
  });
  expect(await read(lines, { skip: 1 })).toMatchObject({ names: none, rows: 2, rejects: [] });
});

test('the line of names is shown as such, without a fault', async () => {
  const file = { name: 'a.csv', blob: new Blob([[NAMES, ...EVENTS].join('\n')]) };
  const scanner = makeLocalScanner();
  const [table] = await scanner.sniff(file, {});
  const shown = table && (await scanner.lines(file, table, 3));
  expect(shown?.slice(0, 2)).toMatchObject([
    { kind: 'header', problem: null },
    { kind: 'record', problem: null },
  ]);
});
