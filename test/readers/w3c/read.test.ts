import { expect, test } from 'vitest';
import { sharedDatabase } from '../../duckdb/shared.ts';
import { jsonCell, loadBytes } from '../load-case.ts';
import { scanned } from '../scan-case.ts';

const HEAD = ['#Software: Some server 10.0', '#Version: 1.0', '#Date: 2024-03-01 00:00:00'];
const NAMES = ['date', 'time', 'c-ip', 'cs-method', 'cs(User-Agent)', 'sc-status', 'time-taken'];
const COLUMNS = NAMES.slice(1);
const FIELDS = `#Fields: ${NAMES.join(' ')}`;
const record = (second: number, agent = 'Mozilla/5.0+(X11)'): string =>
  `2024-03-01 00:00:0${String(second)} 192.0.2.7 GET ${agent} 200 15`;
const row = (second: number, agent: string | null = 'Mozilla/5.0+(X11)') => [
  `2024-03-01 00:00:0${String(second)}`,
  ...['192.0.2.7', 'GET', agent, '200', '15'],
];
const LOG = [...HEAD, FIELDS, record(1), record(2), record(3)];

/** What the scanner alone makes of a log. */
async function read(lines: readonly string[], end = '\r\n') {
  const {
    table,
    rows,
    rejects,
    end: last,
  } = await scanned(lines.map((line) => line + end).join(''));
  const records = lines.filter((line) => !/^(\uFEFF?#|$)/.test(line));
  expect(rows.length + rejects.length).toBe(last.records);
  expect(last.records).toBe(records.length);
  return {
    format: table.format,
    names: table.columns.map(({ name }) => name),
    rows,
    rejects,
    warnings: [...table.warnings, ...last.warnings].filter((text) => !text.includes('.csv')),
  };
}

/** What is in the table that it is loaded into. */
async function loaded(lines: readonly string[]) {
  const file = [['u_ex.log', `${lines.join('\n')}\n`]] as const;
  const { table, loaded: input } = await loadBytes(await sharedDatabase(), file);
  const columns = table.columns.slice(1);
  return {
    types: columns.map(({ type }) => type),
    rows: table.rows.map((each) =>
      each.slice(1).map((cell, i) => jsonCell(cell, columns[i]?.type ?? '')),
    ),
    rejects: input.rejects.map(({ line, column, reason }) => [line, column, reason]),
    warnings: input.warnings,
  };
}

test('date and time of day are one time in UTC, and - is no value', async () => {
  const { types, rows, warnings } = await loaded([...LOG, record(4, '-').replace('15', '-')]);
  expect(types).toStrictEqual(['timestamp', 'text', 'text', 'text', 'integer', 'integer']);
  expect(rows[0]).toStrictEqual([
    '2024-03-01T00:00:01.000000Z',
    '192.0.2.7',
    'GET',
    'Mozilla/5.0+(X11)',
    200,
    15,
  ]);
  expect(rows[3]).toStrictEqual([
    '2024-03-01T00:00:04.000000Z',
    '192.0.2.7',
    'GET',
    null,
    200,
    null,
  ]);
  expect(warnings).toStrictEqual([]);
});

test('a day that does not exist, and a half of a time, are rejects', async () => {
  const bad = [record(1).replace('03-01', '02-30'), record(1).replace('00:00:01', '-')];
  const { rows, rejects } = await loaded([...LOG, ...bad]);
  expect(rows).toHaveLength(3);
  expect(rejects.map(([line, column]) => [line, column])).toStrictEqual([
    [8, 'time'],
    [9, 'time'],
  ]);
});

test('a time that is not there at all is null', async () => {
  const { rows } = await loaded([...LOG, record(1).replace('2024-03-01 00:00:01', '- -')]);
  expect(rows.map(([time]) => time === null)).toStrictEqual([false, false, false, true]);
});

test('times that are local are told, and read in the zone that a person says', async () => {
  const local = ['#Version: 1.5', '#Time Format: Local', FIELDS, record(1)];
  const file = [['pfirewall.log', `${local.join('\n')}\n`]] as const;
  const database = await sharedDatabase();
  const time = { format: 'iso', zone: 'Europe/Berlin' } as const;
  const plain = await loadBytes(database, file);
  expect(plain.table.rows[0]?.[1]).toBe(BigInt(Date.UTC(2024, 2, 1, 0, 0, 1)) * 1000n);
  expect(plain.loaded.warnings[0]).toContain('as long as their zone is not said');
  const said = await loadBytes(database, file, { reading: { columns: { time: { time } } } });
  expect(said.table.rows[0]?.[1]).toBe(BigInt(Date.UTC(2024, 1, 29, 23, 0, 1)) * 1000n);
});

const tabs = (line: string): string => (line.startsWith('#') ? line : line.replaceAll(' ', '\t'));

test.each([
  ['line feeds', LOG, '\n'],
  ['tabs between values', LOG.map(tabs), '\n'],
  ['a byte order mark', LOG.map((line, i) => (i === 0 ? `\uFEFF${line}` : line)), '\r\n'],
  ['blank lines', LOG.flatMap((line) => [line, '']), '\r\n'],
  ['a blank at the end of lines', LOG.map((line) => `${line} `), '\r\n'],
  [
    'the time first',
    LOG.map((line) => line.replace('date time', 'time date').replace(/^(\S+-\S+) (\S+)/, '$2 $1')),
    '\n',
  ],
  ['another case of the comment', LOG.map((line) => line.replace('#Fields:', '#FIELDS: ')), '\n'],
])('%s', async (_, lines, end) => {
  const found = await read(lines, end);
  expect(found).toMatchObject({ format: 'w3c-log', names: COLUMNS, rejects: [], warnings: [] });
  expect(found.rows).toStrictEqual([row(1), row(2), row(3)]);
});

test('values with blanks are in quotes, and a lone quote is a character', async () => {
  const quoted = [record(1, '"Some agent 1"'), record(2, '"Some ""other"""'), record(3, '""')];
  const agents = async (lines: readonly string[]) =>
    (await read([...HEAD, FIELDS, ...lines])).rows.map((each) => each[3]);
  expect(await agents(quoted)).toStrictEqual(['Some agent 1', 'Some "other"', '']);
  expect(await agents([record(1), record(2, '"odd'), record(3), record(4)])).toContain('"odd');
});

test('lines that are no record are rejects with their reason', async () => {
  const { rows, rejects } = await read([
    ...[...HEAD, FIELDS, record(1, '"a b"'), record(2, '"a c"')],
    ...['2024-03-01 00:00:03 192.0.2.7', record(4, '"a'), record(5, '"a"b'), `${record(6)} 1`],
    ...[`${record(7, '"a b"')} -`, `${record(8)} -`],
  ]);
  expect(rows).toHaveLength(2);
  expect(rejects).toStrictEqual([
    [7, '3 fields, 7 expected'],
    [8, 'a quote is not closed'],
    [9, 'text after a closing quote'],
    [10, '8 fields, 7 expected'],
    [11, '8 fields, 7 expected'],
    [12, '8 fields, 7 expected'],
  ]);
});

test('records are read by the names above them, and what that leaves out is told', async () => {
  const other = '#Fields: time date c-ip x-id sc-status';
  const { names, rows, warnings } = await read([
    ...LOG,
    ...[...HEAD, other, '00:00:09 2024-03-01 192.0.2.9 77 404'],
    ...[FIELDS, record(4)],
  ]);
  expect(names).toStrictEqual(COLUMNS);
  expect(rows.slice(3)).toStrictEqual([
    ['2024-03-01 00:00:09', '192.0.2.9', null, null, '404', null],
    row(4),
  ]);
  expect(warnings).toStrictEqual([
    'from line 11 on #Fields: names other fields, and its records were read by them: their values of x-id were left out; they have no cs-method, cs(User-Agent), time-taken. To have them, split the file there.',
  ]);
});

test('a line that is not UTF-8 is a reject, also right behind what the format is known by', async () => {
  const many = Array.from({ length: 2000 }, () => record(1));
  const bytes = Buffer.from([...HEAD, FIELDS, ...many, record(2, '~'), record(3)].join('\n'));
  bytes[bytes.lastIndexOf('~')] = 0xe9;
  const { table, rejects, end } = await scanned(Uint8Array.from(bytes));
  expect(table.format).toBe('w3c-log');
  expect(end.records).toBe(2002);
  expect(rejects).toStrictEqual([[2005, 'not written in UTF-8']]);
});

test('comments that are made to take long do not', async () => {
  const blanks = ' '.repeat(60_000);
  const nasty = [
    `#Fields: a${blanks}b`,
    `#Fields: a,${blanks}b`,
    `#Fields: ${'a '.repeat(30_000)}`,
  ];
  const lines = [...HEAD, FIELDS, record(1), ...Array.from({ length: 20 }, () => nasty).flat()];
  const { rows } = await read([...lines, FIELDS, record(2)]);
  expect(rows).toStrictEqual([row(1), row(2)]);
});

test('a log without records has its columns', async () => {
  expect(await read([...HEAD, FIELDS])).toMatchObject({
    format: 'w3c-log',
    names: COLUMNS,
    rows: [],
  });
});

test.each([
  ['a name twice', LOG.map((line) => line.replace('c-ip', 'cs-method'))],
  ['names without a date', LOG.map((line) => line.replace('date time', 'x-day x-clock'))],
  [
    'commas',
    ['#Fields: date,time,c-ip', '2024-03-01,00:00:01,192.0.2.1', '2024-03-01,00:00:02,192.0.2.1'],
  ],
  ['no comment that names fields', [...HEAD, record(1), record(2)]],
  ['records of other fields', [...HEAD, FIELDS, 'a b', 'c d']],
])('%s: other delimited text', async (_, lines) => {
  const { table } = await scanned(lines.map((line) => `${line}\n`).join(''));
  expect(table.format).toBe('csv');
});
