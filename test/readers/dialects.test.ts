import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dialect, Encoding } from '../../src/engine/reading.ts';
import { type Row, scanned } from './scan-case.ts';

function encoded(text: string, encoding: Encoding, mark: boolean): Uint8Array<ArrayBuffer> {
  const given = mark && encoding !== 'windows-1252' ? `\uFEFF${text}` : text;
  if (encoding === 'utf-8') return Uint8Array.from(new TextEncoder().encode(given));
  if (encoding === 'windows-1252') return Uint8Array.from(Buffer.from(given, 'latin1'));
  const bytes = Buffer.from(given, 'utf16le');
  return Uint8Array.from(encoding === 'utf-16be' ? bytes.swap16() : bytes);
}

/** How a table is written, apart from what is in it. */
interface Written {
  readonly dialect: Dialect;
  readonly lineEnd: string;
  readonly mark: boolean;
  readonly trailing: boolean;
  readonly chunkBytes: number;
}

const written: fc.Arbitrary<Written> = fc.record({
  dialect: fc.record({
    encoding: fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
    delimiter: fc.constantFrom(',', ';', '\t', '|', ' ', '\x01', '^', 'x', '.'),
    quote: fc.constantFrom<Dialect['quote']>('"', "'", ''),
    skip: fc.integer({ min: 0, max: 3 }),
    comment: fc.constantFrom('', '#', '//', '--!'),
    header: fc.constantFrom<Dialect['header']>('first', 'none'),
    short: fc.constantFrom<Dialect['short']>('reject', 'fill'),
  }),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  mark: fc.boolean(),
  trailing: fc.boolean(),
  chunkBytes: fc.constantFrom(1, 2, 3, 7, 1 << 16),
});

const cell = fc.string({
  unit: fc.constantFrom(
    '"',
    "'",
    ',',
    ';',
    '\n',
    '\r',
    ' ',
    'a',
    '1',
    '\t',
    '|',
    'é',
    '#',
    '/',
    '-',
    'x',
  ),
  maxLength: 6,
});

/** What can be written in a dialect: without quotes there are no line ends and delimiters in a value. */
function writable(value: string, { quote, delimiter }: Dialect): string {
  return quote === '' ? value.replaceAll(/[\r\n]/g, '').replaceAll(delimiter, '') : value;
}

function write(rows: readonly Row[], { dialect, lineEnd, trailing }: Written): string {
  const { delimiter, quote, comment } = dialect;
  const end = (trailing ? delimiter : '') + lineEnd;
  const field = (value: string | null, first: boolean): string => {
    if (value === null) return '';
    const needs =
      value === '' ||
      value.includes(delimiter) ||
      /[\r\n"']/.test(value) ||
      (first && comment !== '' && comment.startsWith(value.slice(0, 1)));
    return needs && quote !== ''
      ? `${quote}${value.replaceAll(quote, quote + quote)}${quote}`
      : value;
  };
  return rows
    .map((row) => row.map((value, i) => field(value, i === 0)).join(delimiter) + end)
    .join('');
}

test('any table in any dialect and encoding comes back cell by cell, whatever the size of chunks', async () => {
  const tables = fc.integer({ min: 2, max: 4 }).chain((width) =>
    fc.array(fc.array(fc.option(cell), { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 8,
    }),
  );
  const property = fc.asyncProperty(tables, written, async (cells, how) => {
    const { dialect, lineEnd, chunkBytes, mark } = how;
    const rows = cells.map((row) =>
      row.map((value, i) => {
        if (value === null) return null;
        const kept = writable(value, dialect);
        if (dialect.quote !== '') return kept;
        // Unquoted, a beginning of the record that is a comment's cannot be told from one.
        const own = i === 0 ? kept.replace(/^[#/-]+/, '') : kept;
        return own === '' ? null : own;
      }),
    );
    const width = rows[0]?.length ?? 0;
    // A last column without names and values would be taken for the delimiter at the end.
    if (rows[0] && dialect.header === 'none') rows[0][width - 1] = '1';
    const names = Array.from({ length: width }, (_, i) => `n${String(i)}`);
    const preamble = Array.from({ length: dialect.skip }, () => `"it's no table${lineEnd}`);
    const comments = dialect.comment === '' ? '' : `${dialect.comment} "a', é${lineEnd}`;
    const header = dialect.header === 'first' ? write([names], how) : '';
    const body = rows.map((row) => write([row], how)).join(comments);
    const text = preamble.join('') + comments + header + comments + body;
    const bytes = encoded(text, dialect.encoding, mark);
    const { end, rows: read, rejects, table } = await scanned(bytes, dialect, { chunkBytes });
    expect(read).toStrictEqual(rows);
    expect(rejects).toStrictEqual([]);
    expect(end.records).toBe(rows.length);
    expect(table.layout?.dialect).toMatchObject(dialect);
  });
  await fc.assert(property, { numRuns: 400 });
});

test('records in are rows and rejects, by a count that knows nothing of the scanner', async () => {
  const mess = fc.string({
    unit: fc.constantFrom('"', "'", ';', '\n', '\r\n', '\r', 'a', '1', '#', ' ', "';", ";'"),
    maxLength: 50,
  });
  const property = fc.asyncProperty(mess, written, async (body, { dialect: given, chunkBytes }) => {
    const dialect: Partial<Dialect> = { ...given, delimiter: ';', encoding: 'utf-8', skip: 0 };
    const text = `a;b\n${body}`;
    const { end, rows, rejects } = await scanned(text, dialect, { chunkBytes });
    expect(rows.length + rejects.length).toBe(end.records);
    expect(end.records).toBe(countRecords(text, dialect));
    for (const [line] of rejects) expect(line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
  });
  await fc.assert(property, { numRuns: 400 });
});

/** Records after the header, by consuming one after the other with regular expressions. */
function countRecords(
  text: string,
  { quote = '"', comment = '', header }: Partial<Dialect>,
): number {
  const q = quote === '' ? '(?!)' : quote;
  const escapedComment = comment.replaceAll(/[/]/g, '\\/');
  const passed = new RegExp(
    comment === ''
      ? '^(?:\\r\\n|\\r|\\n)'
      : `^(?:(?:${escapedComment})[^\\r\\n]*)?(?:\\r\\n|\\r|\\n|$)`,
  );
  const record = new RegExp(
    `^(?:(?:${q}(?:[^${quote}]|${q}${q})*(?:${q}(?!${q})[^;\\r\\n]*|$)|(?!${q})[^;\\r\\n]*)(?:;|(?=\\r|\\n|$)))+?(?:\\r\\n|\\r|\\n|$)`,
  );
  let count = 0;
  for (let rest = text; rest !== '';) {
    const skipped = passed.exec(rest)?.[0] ?? '';
    if (skipped !== '') {
      rest = rest.slice(skipped.length);
      continue;
    }
    const found = record.exec(rest)?.[0] ?? rest;
    count += 1;
    rest = rest.slice(found.length);
  }
  return header === 'first' ? count - 1 : count;
}
