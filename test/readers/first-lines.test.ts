import { expect, test } from 'vitest';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';

/** The first lines as they are shown: kind and the parts that are fields. */
async function shown(content: string | Uint8Array<ArrayBuffer>, count = 20) {
  const file = { name: 'a.log', blob: new Blob([content]) };
  const scanner = makeLocalScanner();
  const [table] = await scanner.sniff(file);
  const lines = table ? await scanner.lines(file, table, count) : [];
  return lines.map(({ line, kind, text, fields }) => [
    ...[line, kind],
    ...(fields.length === 0 ? [text] : fields.map(({ start, end }) => text.slice(start, end))),
  ]);
}

const W3C = '#Version: 1.0\r\n#Fields: date time ip\r\n\r\n2024-03-01 00:00:01 192.0.2.1\r\nx\r\n';

test('lines of a W3C log, in which a time is one field', async () => {
  const lines = [
    [1, 'comment', '#Version: 1.0'],
    [2, 'header', '#Fields: date time ip'],
    [3, 'blank', ''],
    [4, 'record', '2024-03-01 00:00:01', '192.0.2.1'],
    [5, 'record', 'x'],
  ];
  expect(await shown(W3C)).toStrictEqual(lines);
  expect(await shown(W3C, 2)).toStrictEqual(lines.slice(0, 2));
  const utf16 = Uint8Array.from(Buffer.from(`\uFEFF${W3C}`, 'utf16le'));
  expect(await shown(utf16)).toStrictEqual(lines);
});

test('lines of a W3C log in which date and time are apart are shown whole', async () => {
  const apart = W3C.replace('date time ip', 'date ip time').replace(/(\S+) (192\S+)/, '$2 $1');
  expect((await shown(apart))[3]).toStrictEqual([4, 'record', '2024-03-01 192.0.2.1 00:00:01']);
});

test('lines of a Zeek log', async () => {
  const zeek = '#separator \\x09\n#fields\tts\thost\n#types\ttime\tstring\n1.5\ta b\n#close\tx';
  expect(await shown(zeek)).toStrictEqual([
    [1, 'comment', '#separator \\x09'],
    [2, 'header', '#fields\tts\thost'],
    [3, 'comment', '#types\ttime\tstring'],
    [4, 'record', '1.5', 'a b'],
    [5, 'comment', '#close\tx'],
  ]);
});

test('lines of an access log', async () => {
  const line = '192.0.2.1 - - [17/May/2015:08:05:01 +0000] "GET /a HTTP/1.1" 200 512';
  expect(await shown(`${line}\n#\n${line}\n`)).toStrictEqual([
    [1, 'record', line],
    [2, 'record', '#'],
    [3, 'record', line],
  ]);
});
