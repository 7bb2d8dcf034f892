import { expect, test } from 'vitest';
import { rawLines, type LinesOptions } from '../../src/readers/csv/lines.ts';

const DIALECT: LinesOptions['dialect'] = {
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  skip: 0,
  comment: '',
  header: 'first',
  short: 'reject',
};

/** Kind, fields as they stand, problem. */
function shown(
  text: string | Uint8Array,
  dialect: Partial<LinesOptions['dialect']> = {},
  { count = 100, whole = true, trailing = false, width = 2 } = {},
) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const options = { dialect: { ...DIALECT, ...dialect }, width, trailing, whole };
  return rawLines(bytes, options, count).map(({ kind, fields, problem, text: line }) => [
    kind,
    fields.map(({ start, end }) => line.slice(start, end)),
    ...(problem === null ? [] : [problem]),
  ]);
}

test('every line says what it is to the table, and what is wrong with it', () => {
  const text = 'Report\r\n\r\n# by me\na,b\n1,"x,\ny ""z"""\n# no\n1\n1,2,3\n"a" b,2\n\n1,2';
  expect(shown(text, { skip: 2, comment: '#' })).toStrictEqual([
    ['preamble', []],
    ['preamble', []],
    ['comment', []],
    ['header', ['a', 'b']],
    ['record', ['1', '"x,']],
    ['continued', ['y ""z"""']],
    ['comment', []],
    ['record', ['1'], '1 field, 2 expected'],
    ['record', ['1', '2', '3'], '3 fields, 2 expected'],
    ['record', ['"a" b', '2'], 'text between a closing quote and the next delimiter'],
    ['blank', []],
    ['record', ['1', '2']],
  ]);
});

test('other quotes, none, no header, short records that are filled, a delimiter at the end', () => {
  const none = { header: 'none', quote: '' } as const;
  expect(shown(`"a,b\n'c,d'`, none)).toStrictEqual([
    ['record', ['"a', 'b']],
    ['record', ["'c", "d'"]],
  ]);
  expect(shown(`'a,b',c\r1\r`, { quote: "'", short: 'fill' })).toStrictEqual([
    ['header', ["'a,b'", 'c']],
    ['record', ['1']],
  ]);
  expect(shown('a,b,\n1,2,\n1,2,3', {}, { trailing: true })).toStrictEqual([
    ['header', ['a', 'b', '']],
    ['record', ['1', '2', '']],
    ['record', ['1', '2', '3'], '3 fields, 2 expected'],
  ]);
});

test('an unclosed quote is named where it was opened, unless the text is only a beginning', () => {
  const problem = 'the quote opened here is never closed';
  expect(shown('a,b\n1,"x\n2,y')).toStrictEqual([
    ['header', ['a', 'b']],
    ['record', ['1', '"x'], problem],
    ['continued', ['2,y']],
  ]);
  expect(shown('a,b\n1,"x\n2,y\n', {}, { whole: false })[1]).toStrictEqual(['record', ['1', '"x']]);
});

test('bytes that are no text are named, a cut last line is left out, a long one is cut', () => {
  expect(shown(Uint8Array.of(97, 44, 255, 10, 98, 44, 99))).toStrictEqual([
    ['header', ['a', '\uFFFD'], 'not written in UTF-8'],
    ['record', ['b', 'c']],
  ]);
  expect(shown('a,b\n1,2', {}, { whole: false })).toHaveLength(1);
  expect(shown('a,b\n1,2\n3,4', {}, { count: 2 })).toHaveLength(2);
  const long = shown(`a,b\n${'x'.repeat(5000)},1`);
  expect(long[1]).toStrictEqual(['record', ['x'.repeat(2000)]]);
});

test('what stands beyond the shown part of a line counts: quotes are closed there, and fields are too many', () => {
  const names = Array.from({ length: 400 }, (_, i) => `"('avg', ${String(i)})"`);
  const wide = shown(
    `${names.join(',')}\n${'1,'.repeat(399)}1\n${'1,'.repeat(1500)}1`,
    {},
    { width: 400 },
  );
  expect(wide.map(([kind, , problem]) => [kind, problem])).toStrictEqual([
    ['header', undefined],
    ['record', undefined],
    ['record', '1501 fields, 400 expected'],
  ]);
  expect(wide[0]?.[1]?.slice(0, 2)).toStrictEqual(names.slice(0, 2));
  const [only] = shown(`a,"b${'x'.repeat(3000)}`, {}, { whole: false, width: 1 });
  expect(only?.[2]).toBeUndefined();
});
