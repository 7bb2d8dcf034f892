import { expect, test } from 'vitest';
import { encodingOf } from '../../src/readers/source/encoding.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { loadBytes } from './load-case.ts';
import { scanned } from './scan-case.ts';

const utf8 = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));

test.each([
  ['utf-8', utf8('a,b\n1,2\n'), 1],
  ['utf-8', utf8('a,é\n'), 1],
  // Characters of several bytes are no chance: what is no UTF-8 beside them is a fault.
  ['utf-8', Uint8Array.of(...utf8('ééé\n'), 0xe9, 10), 0.75],
  ['windows-1252', latin1('José\nMüller\nFrançois\n'), 0.8],
  // Bytes that hardly stand in any text.
  ['utf-8', Uint8Array.of(97, 0xff, 0xff, 98), 0.5],
  ['utf-16le', utf16('\uFEFFa,b\n'), 1],
  ['utf-16le', utf16('a,b\n1,2\n'), 0.95],
  ['utf-16be', Uint8Array.from(Buffer.from('a,b\n1,2\n', 'utf16le').swap16()), 0.95],
  ['utf-16le', utf16('名前,年齢\n'.repeat(9)), 0.6],
])('%s is known by its bytes', (encoding, bytes, confidence) => {
  const found = encodingOf([bytes], true);
  expect(found.encoding).toBe(encoding);
  expect(found.confidence).toBeCloseTo(confidence);
});

test('a high byte far behind the beginning is found where the file can be read anywhere', async () => {
  const text = `a,b\n${'1,x\n'.repeat(200_000)}`;
  const { table, end } = await scanned(
    latin1(`${text}1,José\n2,Müller\n3,Zoë\n`),
    undefined,
    {},
    false,
  );
  expect(table.layout?.dialect?.encoding).toBe('windows-1252');
  expect(end.rejected).toBe(0);
});

test('a person who says another encoding is believed', async () => {
  const { rows } = await scanned(utf8('a,b\n1,é\n'), { encoding: 'windows-1252' });
  expect(rows).toStrictEqual([['1', 'Ã©']]);
});

const JSON_LINES = '{"a":1,"b":"é😀"}\n{"a":2,"b":"名"}\n';
const ZEEK =
  '#separator \\x09\n#fields\ta\tb\n#types\tcount\tstring\n1\té😀\n2\t名\n#close\t2020\n';

test.each([
  ['lines.ndjson', JSON_LINES, 'json'],
  ['conn.log', ZEEK, 'zeek'],
  ['array.json', '[{"a":1,"b":"é😀"},{"a":2,"b":"名"}]', 'json'],
])('%s is read in UTF-16, too', async (name, text) => {
  for (const bytes of [utf16(`\uFEFF${text}`), utf16(text)]) {
    const { table, loaded } = await loadBytes(
      await sharedDatabase(),
      [[name, bytes]],
      {},
      { chunkBytes: 3 },
    );
    expect(table.rows.map((row) => row.slice(1))).toStrictEqual([
      [1, 'é😀'],
      [2, '名'],
    ]);
    expect(loaded.warnings).toStrictEqual([]);
  }
});
