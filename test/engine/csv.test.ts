import { describe, expect, test } from 'vitest';
import { formatTime } from '../../src/engine/export/cell.ts';
import { csvHeader, csvRows } from '../../src/engine/export/csv.ts';
import type { Cell, ColumnType } from '../../src/engine/table.ts';
import { parseCsv } from '../simulate/read-log.ts';

const cells = (values: readonly Cell[], type: ColumnType, safe = false): string =>
  csvRows({ columns: values.map((_, i) => ({ name: `c${i}`, type })), rows: [values] }, { safe });

describe('values', () => {
  test('null is an empty field, empty text is quoted', () => {
    expect(cells([null, '', 'a', null], 'text')).toBe(',"",a,\n');
  });
  test('a row of one null is no blank line', () => {
    const columns = [{ name: 'a', type: 'integer' as const }];
    expect(csvRows({ columns, rows: [[null], [1]] }, { safe: false })).toBe('""\n1\n');
  });
  test('every line ends with a delimiter where an empty text is another thing than a null', () => {
    const columns = [{ name: 'a', type: 'text' as const }];
    const options = { safe: false, trailing: true } as const;
    const table = { columns, rows: [[null], [''], ['x']] };
    expect(csvHeader(table, options)).toBe('"a",\n');
    expect(csvRows(table, options)).toBe(',\n"",\nx,\n');
  });
  test('RFC 4180: quotes, commas and line ends are quoted, and what might be a quote of another kind', () => {
    expect(cells(['a"b', 'a,b', 'a\nb', 'a\r\nb', ' a ', "it's", 'a;b', '😀', "'a'"], 'text')).toBe(
      '"a""b","a,b","a\nb","a\r\nb", a ,it\'s,a;b,😀,"\'a\'"\n',
    );
  });
  test('what might be a delimiter or begin a comment is quoted where there is one column, or in the names', () => {
    for (const text of ['a;b', 'a|b', 'a\tb', 'a^b', '#a', '--a']) {
      expect(cells([text], 'text')).toBe(`"${text}"\n`);
      const columns = [text, 'b'].map((name) => ({ name, type: 'integer' as const }));
      expect(csvHeader({ columns, rows: [[1, 2]] }, { safe: false })).toBe(`"${text}",b\n`);
    }
  });
  test.each<[string, Record<string, ColumnType>, Cell[][], string]>([
    ['a number below', { a: 'text', b: 'integer' }, [['x', 1]], 'a,b'],
    ['no rows', { a: 'text' }, [], 'a'],
    ['texts and nulls below', { a: 'text', 'b c': 'integer' }, [['x', null]], '"a","b c"'],
    ['a name like a number', { a: 'text', '-1.5': 'integer' }, [['x', 1]], '"a","-1.5"'],
    [
      'a name like a time',
      { '2020-01-17': 'timestamp', a: 'text' },
      [[1n, 'x']],
      '"2020-01-17","a"',
    ],
    ['a name like a truth', { True: 'boolean' }, [[true]], '"True"'],
  ])('names that could be values are quoted, all of them: %s', (_, types, rows, header) => {
    const columns = Object.entries(types).map(([name, type]) => ({ name, type }));
    expect(csvHeader({ columns, rows }, { safe: false })).toBe(`${header}\n`);
    const tabs = csvHeader({ columns, rows }, { safe: false, delimiter: '\t' });
    expect(tabs).toBe(`${header.replace(',', '\t')}\n`);
  });
  test('numbers are the shortest text that reads back the same', () => {
    const values = [
      0,
      -0,
      0.1,
      0.1 + 0.2,
      1e21,
      123456789012345680000,
      5e-324,
      -1.5,
      1 / 3,
      1.7976931348623157e308,
    ];
    const text = cells(values, 'number');
    expect(text).toBe(
      '0,-0,0.1,0.30000000000000004,1e+21,123456789012345680000,5e-324,-1.5,0.3333333333333333,1.7976931348623157e+308\n',
    );
    expect(text.trim().split(',').map(Number)).toStrictEqual(values);
    expect(text).not.toContain('\u2212');
  });
  test('whole numbers beyond 2^53 keep every digit', () => {
    expect(cells([9007199254740993n, -170141183460469231731687303715884105728n], 'integer')).toBe(
      '9007199254740993,-170141183460469231731687303715884105728\n',
    );
  });
  test('truth values', () => expect(cells([true, false, null], 'boolean')).toBe('true,false,\n'));
});

describe('times are ISO 8601', () => {
  test.each([
    [0n, '1970-01-01T00:00:00'],
    [1579251780000000n, '2020-01-17T09:03:00'],
    [1579251780123456n, '2020-01-17T09:03:00.123456'],
    [1579251780500000n, '2020-01-17T09:03:00.5'],
    [1n, '1970-01-01T00:00:00.000001'],
    [-1n, '1969-12-31T23:59:59.999999'],
    [-1000000n, '1969-12-31T23:59:59'],
    [-1500000n, '1969-12-31T23:59:58.5'],
    [-62135596800000000n, '0001-01-01T00:00:00'],
    [253402300799999999n, '9999-12-31T23:59:59.999999'],
  ])('%s', (micros, expected) => {
    expect(formatTime(micros)).toBe(expected);
    expect(cells([micros], 'timestamp')).toBe(`${expected}\n`);
  });
});

describe('safe', () => {
  const risky = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', 'a=b', "'x", ' =x', ''];

  test("puts ' before text that a spreadsheet would run, and before nothing else", () => {
    expect(cells(risky, 'text', true)).toBe(
      "'=1+1,'+1,'-1,'@x,'\tx,\"'\rx\",a=b,\"'x\", =x,\"\"\n",
    );
    expect(cells(risky, 'text', false)).toBe('=1+1,+1,-1,@x,\tx,"\rx",a=b,"\'x", =x,""\n');
  });
  test('quotes what it must as well', () => {
    expect(cells(['=HYPERLINK("x","y")'], 'text', true)).toBe('"\'=HYPERLINK(""x"",""y"")"\n');
  });
  test('leaves numbers and times alone', () => {
    expect(cells([-1, -0.5, -5n], 'number', true)).toBe('-1,-0.5,-5\n');
    expect(cells([-1n], 'timestamp', true)).toBe('1969-12-31T23:59:59.999999\n');
  });
  test('covers column names, too', () => {
    const columns = ['=cmd', 'a,b', '__proto__', '', 'é'].map((name) => ({
      name,
      type: 'number' as const,
    }));
    const table = { columns, rows: [[1, 2, 3, 4, 5]] };
    expect(csvHeader(table, { safe: true })).toBe('\'=cmd,"a,b",__proto__,"",é\n');
    expect(csvHeader(table, { safe: false })).toBe('=cmd,"a,b",__proto__,"",é\n');
  });
});

test('rows read back as they were', () => {
  const rows = [
    ['a"b', ',', '\n'],
    ['', 'x', '""'],
    ['\r\n', '"', 'é😀'],
  ];
  const columns = ['x', 'y', 'z'].map((name) => ({ name, type: 'text' as const }));
  expect(parseCsv(csvRows({ columns, rows }, { safe: false }))).toStrictEqual(rows);
});
