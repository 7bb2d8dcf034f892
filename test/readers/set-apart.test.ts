import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSetApart, type WrittenField } from '../../src/readers/csv/set-apart.ts';
import { load } from './formats/shared.ts';

/** Records of fields without commas or quotes in them. */
const fields = (lines: readonly string[]): WrittenField[][] =>
  lines.map((line) =>
    line.split(',').map((text) => ({
      text: text.startsWith('"') ? text.slice(1, -1) : text,
      quoted: text.startsWith('"'),
    })),
  );

test.each([
  ['all quoted over the same texts that are not', ['"a b","c!"', 'a b,x!', 'y!,c!'], true],
  ['quoted words over words that are not', ['"a","b"', 'x,y'], true],
  ['quoted words over words, and texts that need quotes', ['"a","b"', 'x,"y y"', '"",""'], true],
  ['quoted years over numbers', ['"2019","2021"', '1,-2', '3,4.5e+3'], true],
  ['quoted keys over keys', ['"k=1","n=2"', 'k=2,n=3'], true],
  ['one name is not quoted', ['"a",b', 'a,x', 'y,b'], false],
  ['everything is quoted', ['"a","b"', '"a","x"', '"y","b"'], false],
  ['everything but nulls is quoted', ['"a","b"', '"a",', ',"b"'], false],
  ['texts are quoted, numbers are not', ['"a","b"', '"x",1', '"y",2'], false],
  ['quotes that are needed', ['"x y","z!"', 'a,b', '"x y",c'], false],
  ['the same text in another column', ['"a b","c!"', '"x y",a b'], false],
  ['below is nothing that tells', ['"a","b"', '"x y",', ',"z!"'], false],
  ['no name is a word', ['"a b","c!"', 'x,y'], false],
  ['no other record', ['"1","2"'], false],
  ['records of other widths', ['"a","b"', 'a', 'x,y,z'], true],
] as const)('%s', (_, lines, expected) => {
  const [first = [], ...others] = fields(lines);
  expect(isSetApart(first, others)).toBe(expected);
});

const texts = fc.oneof(fc.constantFrom('a', 'b', '7', '-1', 'x y', 'c,d', '"', ''), fc.string());
const records = fc.array(fc.array(texts, { minLength: 3, maxLength: 3 }), { minLength: 1 });

function isApart(values: string[][], isQuoted: (text: string) => boolean): boolean {
  const [first = [], ...others] = values.map((record) =>
    record.map((text) => ({ text, quoted: isQuoted(text) })),
  );
  return isSetApart(first, others);
}

test('no record is set apart where all is quoted, or only what needs it by whatever rule', () => {
  fc.assert(
    fc.property(records, fc.func(fc.boolean()), (values, needsQuotes) => {
      expect(isApart(values, () => true)).toBe(false);
      expect(isApart(values, (text) => text !== '')).toBe(false);
      const isWord = (text: string) => /^[\p{L}\p{N}_+-]/u.test(text);
      expect(isApart(values, (text) => !isWord(text) && needsQuotes(text))).toBe(false);
    }),
    { seed: 22 },
  );
});

const namesOf = async (lines: readonly string[], name = 'a.csv') => {
  const { loaded, table } = await load(name, new TextEncoder().encode(`${lines.join('\n')}\n`));
  const warnings = loaded.warnings.filter((warning) => warning.includes('was taken for'));
  return { names: table.columns.map((column) => column.name), warned: warnings.length > 0 };
};

const LINES = ['GET,ok', 'GET,no', 'PUT,no', 'PUT,ok'];
const quotedAll = (line: string) => line.replaceAll(/[^,]+/g, '"$&"');

test('a first line in quotes is names, where the same line without, or in a file of quotes, is a record', async () => {
  const [first = '', ...others] = LINES;
  const asNames = { names: ['GET', 'ok'], warned: false };
  const asRecord = { names: ['c1', 'c2'], warned: true };
  expect(await namesOf(LINES)).toStrictEqual(asRecord);
  expect(await namesOf(LINES.map(quotedAll))).toStrictEqual(asRecord);
  expect(await namesOf([quotedAll(first), ...others])).toStrictEqual(asNames);
  const tabs = [quotedAll(first), ...others].map((line) => line.replace(',', '\t'));
  expect(await namesOf(tabs, 'a.tsv')).toStrictEqual(asNames);
});

test('a list whose items need quotes here and there has no name as before', async () => {
  const items = ['"x (a, b)"', 'y', '"x (a, b)"', 'z', '"x (a, b)"'];
  expect((await namesOf(items)).names).toStrictEqual(['c1']);
});
