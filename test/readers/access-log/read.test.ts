import { describe, expect, test } from 'vitest';
import { makeLocalScanner } from '../../../src/readers/local-scanner.ts';
import { scanned } from '../scan-case.ts';
import { COMBINED, COMMON, loaded } from './logs.ts';

const BASE = {
  address: 'text',
  ident: 'text',
  user: 'text',
  time: 'timestamp',
  request: 'text',
  method: 'text',
  path: 'text',
  protocol: 'text',
  status: 'integer',
  bytes: 'integer',
};

describe('every shape of log becomes a table', () => {
  test('the Common Log Format; times are in UTC, - is no value', async () => {
    const { schema, rows, rejects, warnings } = await loaded(
      `${COMMON}\n2001:db8::7 id frank [01/Jan/2016:00:30:00 +0130] "POST /b?c=%20d HTTP/2.0" 304 -\n192.0.2.2 - - [01/Jan/2016:00:30:00 +0130] "-" - 0\n`,
    );
    expect(schema).toStrictEqual(BASE);
    const [first, second] = ['2015-05-17T08:05:01.000000Z', '2015-12-31T23:00:00.000000Z'];
    const [get, post] = ['GET /a HTTP/1.1', 'POST /b?c=%20d HTTP/2.0'];
    expect(rows).toStrictEqual([
      ['192.0.2.1', null, null, first, get, 'GET', '/a', 'HTTP/1.1', 200, 512],
      ['2001:db8::7', 'id', 'frank', second, post, 'POST', '/b?c=%20d', 'HTTP/2.0', 304, null],
      ['192.0.2.2', null, null, second, '-', null, null, null, null, 0],
    ]);
    expect(rejects).toStrictEqual([]);
    expect(warnings).toStrictEqual([]);
  });

  test('the Combined Log Format', async () => {
    const { schema, rows } = await loaded(
      `${COMBINED}\r\n\r\n${COMMON} "-" "-"\r\n${COMMON} "" ""`,
    );
    expect(Object.keys(schema)).toStrictEqual([...Object.keys(BASE), 'referer', 'user_agent']);
    expect(rows.map((row) => row.slice(-2))).toStrictEqual([
      ['https://example.org/', 'agent/1.0 (x)'],
      [null, null],
      ['', ''],
    ]);
  });

  test('with a virtual host in front', async () => {
    const { schema, rows } = await loaded(
      `www.example.org:443 ${COMBINED}\nother:80 ${COMBINED}\n`,
    );
    expect(Object.keys(schema).slice(0, 2)).toStrictEqual(['vhost', 'address']);
    expect(rows.map((row) => row.slice(0, 4))).toStrictEqual([
      ['www.example.org:443', '192.0.2.1', null, null],
      ['other:80', '192.0.2.1', null, null],
    ]);
  });

  test('with further fields, whose values decide what they are', async () => {
    const { schema, rows } = await loaded(
      [
        `${COMBINED} "198.51.100.7, 192.0.2.9" 0.003 uct="0.1, 0.2"`,
        `${COMBINED} "-" - uct="-"`,
        `${COMBINED} "" 12.500 uct=`,
      ].join('\n'),
    );
    expect(Object.entries(schema).slice(-3)).toStrictEqual([
      ['extra1', 'text'],
      ['extra2', 'number'],
      ['extra3', 'text'],
    ]);
    expect(rows.map((row) => row.slice(-3))).toStrictEqual([
      ['198.51.100.7, 192.0.2.9', 0.003, 'uct="0.1, 0.2"'],
      [null, null, 'uct="-"'],
      ['', 12.5, 'uct='],
    ]);
  });

  test('two further fields without quotes are no referer and user agent', async () => {
    const { schema } = await loaded(`${COMMON} 17 0.5\n`);
    expect(Object.entries(schema).slice(-2)).toStrictEqual([
      ['extra1', 'integer'],
      ['extra2', 'number'],
    ]);
  });
});

test('what attackers write stays whole: only an escaped quote and backslash are undone', async () => {
  const requests: readonly (readonly [written: string, read: string, path: string | null])[] = [
    [String.raw`\x16\x03\x01\x02`, String.raw`\x16\x03\x01\x02`, null],
    [String.raw`GET /\"a\\b HTTP/1.0`, String.raw`GET /"a\b HTTP/1.0`, String.raw`/"a\b`],
    [String.raw`\\`, '\\', null],
    ['GET /a b  c HTTP/1.1', 'GET /a b  c HTTP/1.1', '/a b  c'],
    ['GET /', 'GET /', null],
    ['GET HTTP/1.1', 'GET HTTP/1.1', null],
    ['GET  HTTP/1.1', 'GET  HTTP/1.1', null],
    ['GET / HTTP/1.x', 'GET / HTTP/1.x', null],
    [' / HTTP/1.1', ' / HTTP/1.1', null],
    ['-', '-', null],
    ['', '', null],
  ];
  const line = (request: string) =>
    `h - - [17/May/2015:08:05:01 +0000] "${request}" 400 0 "-" "${request}"`;
  const { rows } = await loaded(requests.map(([written]) => line(written)).join('\n'));
  expect(rows.map((row) => [row[4], row[6]])).toStrictEqual(
    requests.map(([, read, path]) => [read, path]),
  );
  expect(rows.map((row) => row.at(-1))).toStrictEqual(
    requests.map(([, read]) => (read === '-' ? null : read)),
  );
});

test('a user may hold blanks and brackets, even a time', async () => {
  const users = ['john doe', 'a [b', '[01/Jan/2000:00:00:00 +0000]', '-', ''];
  const { rows, schema } = await loaded(
    users
      .map((user) => `h - ${user} [17/May/2015:08:05:01 +0000] "GET /a HTTP/1.1" 200 1`)
      .join('\n'),
  );
  expect(Object.keys(schema)).toStrictEqual(Object.keys(BASE));
  expect(rows.map((row) => row[2])).toStrictEqual([...users.slice(0, 3), null, null]);
  expect(new Set(rows.map((row) => row[3]))).toStrictEqual(
    new Set(['2015-05-17T08:05:01.000000Z']),
  );
});

test('a line that does not fit is rejected with its number, the reason and its text', async () => {
  const at = (time: string) => `h - - [${time}] "GET /a HTTP/1.1" 200 512 "-" "-"`;
  const after = (rest: string) => `h - - [17/May/2015:08:05:01 +0000] "GET /a HTTP/1.1"${rest}`;
  const bad: readonly (readonly [line: string, reason: string])[] = [
    ['rubbish', 'no time as in [17/May/2015:08:05:01 +0000] before a request in quotes'],
    [at('17.05.2015'), 'no time as in [17/May/2015:08:05:01 +0000] before a request in quotes'],
    [at('31/Feb/2015:08:05:01 +0000'), '31/Feb/2015 is no day'],
    [at('00/May/2015:08:05:01 +0000'), '00/May/2015 is no day'],
    [at('17/anF/2015:08:05:01 +0000').replace('anF', 'Anf'), '17/Anf/2015 is no day'],
    [at('29/Feb/2015:08:05:01 +0000'), '29/Feb/2015 is no day'],
    [at('17/May/0015:08:05:01 +0000'), '17/May/0015 is no day'],
    [at('31/Dec/9999:23:30:00 -0100'), '31/Dec/9999 is no day'],
    [at('17/May/2015:25:00:00 +0000'), '25:00:00 is no time of day'],
    [at('17/May/2015:23:59:60 +0000'), '23:59:60 is no time of day'],
    [at('17/May/2015:08:05:01 +0160'), '+0160 is no offset from UTC'],
    [after(''), 'no status after the request'],
    [after(' 200'), 'no bytes after the request'],
    [after(' OK 1 "-" "-"'), 'the status "OK" is no number of three digits'],
    [after(' 20 1 "-" "-"'), 'the status "20" is no number of three digits'],
    [after(' 200 1k "-" "-"'), 'the bytes "1k" are no number'],
    [after(' 200 1 "-"'), '1 field after the bytes, 2 expected'],
    [after(' 200 1 "-" "-" 3'), '3 fields after the bytes, 2 expected'],
    [after(' 200 1 "-" "open'), 'a quote is not closed'],
    [after(String.raw` 200 1 "-" "open\"`), 'a quote is not closed'],
    [after(' 200 1 - a="open'), 'a quote is not closed'],
    [after(' 200 1 "a"b "-"'), 'text after a closing quote'],
    [`- ${after('').slice(6)} 200 1 "-" "-"`, 'no address, ident and user before the time'],
  ];
  const good = Array.from({ length: bad.length + 1 }, () => COMBINED);
  const text = [...good, ...bad.map(([line]) => line), ''].join('\n');
  const { rows, rejects } = await loaded(text);
  expect(rows).toHaveLength(good.length);
  expect(rejects).toStrictEqual(
    bad.map(([line, reason], i) => [good.length + 1 + i, reason, line]),
  );
  const vhosts = await loaded(`v:80 ${COMMON}\nv:80 ${COMMON}\n${COMMON}\n`);
  expect(vhosts.rejects).toStrictEqual([
    [3, 'no virtual host, address, ident and user before the time', COMMON],
  ]);
});

test('the 29th of February is a day in a leap year', async () => {
  const { rows } = await loaded(COMMON.replace('17/May/2015', '29/Feb/2016'));
  expect(rows[0]?.[3]).toBe('2016-02-29T08:05:01.000000Z');
});

test('what is no UTF-8, or longer than any record may be, is rejected', async () => {
  const bytes = Uint8Array.from(
    Buffer.from(`${COMMON}\n${COMMON.replace('/a', '/é')}\n${COMMON}\n`, 'latin1'),
  );
  const { rows, rejects } = await loaded(bytes);
  expect(rows).toHaveLength(2);
  expect(rejects.map(([line, reason]) => [line, reason])).toStrictEqual([
    [2, 'not written in UTF-8'],
  ]);
  const long = `${COMMON}\n${COMMON.replace('/a', `/${'a'.repeat(100)}`)}\n${COMMON}\n`;
  const cut = await scanned(long, undefined, { longestRecord: 100, chunkBytes: 40 });
  expect(cut.rows).toHaveLength(2);
  expect(cut.rejects).toStrictEqual([[2, 'longer than any record may be']]);
});

test('UTF-16 and a byte order mark are read, too', async () => {
  const text = `\uFEFF${COMMON}\n${COMMON}\n`;
  for (const bytes of [text, Uint8Array.from(Buffer.from(text, 'utf16le'))])
    expect((await loaded(bytes)).rows.map((row) => row[0])).toStrictEqual([
      '192.0.2.1',
      '192.0.2.1',
    ]);
});

test('an abort is heard', async () => {
  const file = { name: 'a.log', blob: new Blob([`${COMMON}\n`.repeat(2000)]) };
  const scanner = makeLocalScanner({ chunkBytes: 100, sliceBytes: 1 });
  const [table] = await scanner.sniff(file);
  const controller = new AbortController();
  const reason = new Error('enough');
  let slices = 0;
  const reading = async () => {
    for await (const part of scanner.scan(file, table ?? expect.fail(), controller)) {
      slices += part.kind === 'text' ? 1 : 0;
      controller.abort(reason);
    }
  };
  await expect(reading()).rejects.toBe(reason);
  expect(slices).toBeLessThan(10);
});
