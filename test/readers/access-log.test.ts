import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACCESS_LOG } from '../../src/readers/access-log/format.ts';
import { parseLine } from '../../src/readers/access-log/line.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { type Bytes, jsonCell, loadBytes } from './load-case.ts';
import { scanned } from './scan-case.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const COMMON = '192.0.2.1 - - [17/May/2015:08:05:01 +0000] "GET /a HTTP/1.1" 200 512';
const COMBINED = `${COMMON} "https://example.org/" "agent/1.0 (x)"`;

/** Names and types of the columns, rows, rejects as line, reason, text. */
async function loaded(content: Bytes, name = 'access.log') {
  const { table, loaded: input } = await loadBytes(await sharedDatabase(), [[name, content]]);
  const columns = table.columns.slice(1);
  return {
    schema: Object.fromEntries(columns.map((column) => [column.name, column.type])),
    rows: table.rows.map((row) =>
      row.slice(1).map((cell, i) => jsonCell(cell, columns[i]?.type ?? '')),
    ),
    rejects: input.rejects.map(({ line, reason, text }) => [line, reason, text]),
    warnings: input.warnings,
  };
}

const BASE = {
  host: 'text',
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
      `${COMMON}\n2001:db8::7 id frank [01/Jan/2016:00:30:00 +0130] "POST /b?c=%20d HTTP/2.0" 304 -\n`,
    );
    expect(schema).toStrictEqual(BASE);
    const [first, second] = ['2015-05-17T08:05:01.000000Z', '2015-12-31T23:00:00.000000Z'];
    const [get, post] = ['GET /a HTTP/1.1', 'POST /b?c=%20d HTTP/2.0'];
    expect(rows).toStrictEqual([
      ['192.0.2.1', null, null, first, get, 'GET', '/a', 'HTTP/1.1', 200, 512],
      ['2001:db8::7', 'id', 'frank', second, post, 'POST', '/b?c=%20d', 'HTTP/2.0', 304, null],
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
    expect(Object.keys(schema).slice(0, 2)).toStrictEqual(['vhost', 'host']);
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
    [after(' - 1 "-" "-"'), 'the status "-" is no number of three digits'],
    [after(' 200 1k "-" "-"'), 'the bytes "1k" are no number'],
    [after(' 200 1 "-"'), '1 field after the bytes, 2 expected'],
    [after(' 200 1 "-" "-" 3'), '3 fields after the bytes, 2 expected'],
    [after(' 200 1 "-" "open'), 'a quote is not closed'],
    [after(String.raw` 200 1 "-" "open\"`), 'a quote is not closed'],
    [after(' 200 1 - a="open'), 'a quote is not closed'],
    [after(' 200 1 "a"b "-"'), 'text after a closing quote'],
    [`- ${after('').slice(6)} 200 1 "-" "-"`, 'no host, ident and user before the time'],
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
    [3, 'no virtual host, host, ident and user before the time', COMMON],
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
  for (const bytes of [encode(text), Uint8Array.from(Buffer.from(text, 'utf16le'))])
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

const word = fc.string({ unit: fc.constantFrom('a', '7', '.', ':', '_', 'é'), minLength: 1 });
const quotable = fc.oneof(
  fc.string({
    unit: fc.constantFrom('"', '\\', ' ', 'x', '[', ']', '-', ',', 'é', '\t', '\0', '\r', '🎉'),
    maxLength: 12,
  }),
  fc.constantFrom('GET /"a" HTTP/1.1', '17/May/2015:08:05:01 +0000', '-'),
);
const entry = fc.record({
  host: word,
  ident: fc.oneof(word, fc.constant('-')),
  user: fc.oneof(word, fc.constantFrom('-', 'two words')),
  seconds: fc.integer({ min: 0, max: 4e9 }),
  offset: fc.integer({ min: -12 * 60, max: 14 * 60 }),
  request: quotable,
  status: fc.integer({ min: 100, max: 999 }),
  bytes: fc.option(fc.nat()),
  referer: quotable,
  agent: quotable,
  extra: quotable,
});
type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (number: number) => String(number).padStart(2, '0');

/** As the servers write it. */
function written(one: Entry, vhost: boolean): string {
  const { host, ident, user, seconds, offset, request, status, bytes, referer, agent, extra } = one;
  const local = new Date((seconds + offset * 60) * 1000);
  const iso = local.toISOString();
  const month = MONTHS[local.getUTCMonth()] ?? '';
  const away = Math.abs(offset);
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(away / 60))}${two(away % 60)}`;
  const time = `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} ${zone}`;
  const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const rest = [referer, agent, extra].map(quoted).join(' ');
  return `${vhost ? 'v:80 ' : ''}${host} ${ident} ${user} [${time}] ${quoted(request)} ${String(status)} ${String(bytes ?? '-')} ${rest}`;
}

test('fields come back as they were written, whatever the sizes of chunks and slices', async () => {
  const orNull = (text: string) => (text === '-' ? null : text);
  const property = fc.asyncProperty(
    fc.array(entry, { minLength: 1, maxLength: 12 }),
    fc.boolean(),
    fc.constantFrom('\n', '\r\n', '\n\n'),
    fc.integer({ min: 1, max: 60 }),
    async (entries, vhost, lineEnd, chunkBytes) => {
      // A user of two words and an ident that is none are a virtual host to anybody.
      const given = entries.map((one) => ({
        ...one,
        ident: one.user === 'two words' ? '-' : one.ident,
      }));
      const text = given.map((one) => written(one, vhost) + lineEnd).join('');
      const { table, rows, rejects, end } = await scanned(text, undefined, {
        chunkBytes,
        sliceBytes: 3 * chunkBytes,
      });
      expect(table.format).toBe('access-log');
      expect(rejects).toStrictEqual([]);
      expect(end.records).toBe(given.length);
      const names = table.columns.map(({ name }) => name);
      const records = rows.map((row) =>
        Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])),
      );
      for (const [i, one] of given.entries())
        expect(records[i]).toMatchObject({
          ...(vhost ? { vhost: 'v:80' } : {}),
          host: one.host,
          ident: orNull(one.ident),
          user: orNull(one.user),
          time: new Date(one.seconds * 1000).toISOString().slice(0, 19).replace('T', ' '),
          request: one.request,
          status: String(one.status),
          bytes: one.bytes === null ? null : String(one.bytes),
          referer: orNull(one.referer),
          user_agent: orNull(one.agent),
          extra1: orNull(one.extra),
        });
    },
  );
  await fc.assert(property, { numRuns: 200 });
});

test('every line of a mess is a row or a reject', async () => {
  const mess = fc.string({
    unit: fc.constantFrom('"', '\\', ' ', '-', '[', ']', '\n', '\r', 'a', '2', COMMON, COMBINED),
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(mess, fc.integer({ min: 1, max: 50 }), async (tail, chunkBytes) => {
      // So many good lines that it is an access log whatever follows.
      const text = `${`${COMBINED}\n`.repeat(45)}${tail}`;
      const whole = await scanned(text);
      expect(whole.table.format).toBe('access-log');
      const lines = text.split('\n').filter((line) => line !== '' && line !== '\r');
      expect(whole.end.records).toBe(lines.length);
      expect(whole.rows.length + whole.end.rejected).toBe(lines.length);
      const pieces = await scanned(text, undefined, { chunkBytes, sliceBytes: chunkBytes });
      expect([pieces.rows, pieces.rejects]).toStrictEqual([whole.rows, whole.rejects]);
    }),
    { numRuns: 100 },
  );
});

test.each([
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['escaped quotes', '\\"'],
  ['bare fields', 'a '],
  ['blanks', ' '],
  ['brackets', ' ['],
  ['times', ' [17/May/2015:08:05:01 +0000] '],
  ['open times', ' [17/May/2015:08:05:01 +0000] "'],
  ['bare quotes', 'a"b'],
])('of a long run of %s no character is looked at more than a few times', (_, unit) => {
  const looks = (length: number) => {
    const run = unit.repeat(Math.ceil(length / unit.length));
    return [run, `${COMMON} "${run}`, `${COMMON} ${run}`, `${COMMON} ${run}"`, `${run} ${COMMON}`]
      .map(looksOf)
      .reduce((sum, number) => sum + number, 0);
  };
  const [short, long] = [looks(2000), looks(20_000)];
  expect(short).toBeGreaterThan(0);
  // Ten times as much, and not a hundred times.
  expect(long).toBeLessThan(15 * short);
});

/** Characters that are looked at to take a line apart: what the parser asks of the text is counted. */
function looksOf(line: string): number {
  let looks = 0;
  const { indexOf, charCodeAt } = String.prototype;
  const spies = {
    indexOf(this: string, wanted: string, from = 0) {
      const found = indexOf.call(this, wanted, from);
      looks += (found < 0 ? this.length : found) - from + 1;
      return found;
    },
    charCodeAt(this: string, at: number) {
      looks += 1;
      return charCodeAt.call(this, at);
    },
  };
  Object.assign(String.prototype, spies);
  try {
    parseLine(line);
  } finally {
    Object.assign(String.prototype, { indexOf, charCodeAt });
  }
  return looks;
}

describe('an access log is known by what it holds', () => {
  const matches = (text: string, whole = true) => ACCESS_LOG.matches(encode(text), whole);

  test.each([
    ['one line', COMMON, true],
    ['a line that may go on is none', COMMON, false, false],
    ['a whole line and one that may go on', `${COMMON}\nrubb`, true, false],
    ['empty lines before it', `\n\r\n${COMMON}`, true],
    ['lines that end in CRLF', `${COMMON}\r\n${COMMON}\r\n`, true],
    ['some rubbish', `${COMMON}\nrubbish\n${COMMON}\n`, true],
    ['half of it rubbish', `${COMMON}\nrubbish\n`, false],
    ['rubbish first', `rubbish\n${COMMON}\n${COMMON}\n`, false],
    ['an impossible day', COMMON.replace('17/May', '31/Feb'), false],
    ['nothing', '', false],
    ['words apart by blanks', 'a b c d e f g\n1 2 3 4 5 6 7\n', false],
    [
      'syslog',
      'May 17 08:05:01 host sshd[7]: Failed password for root from 192.0.2.1 port 22\n'.repeat(3),
      false,
    ],
    ['a W3C log', '#Version: 1.0\n#Fields: date time c-ip\n2015-05-17 08:05:01 192.0.2.1\n', false],
    ['an error log', '[Sun May 17 08:05:01 2015] [error] [client 192.0.2.1] no file\n', false],
    [
      'nginx of errors',
      '2015/05/17 08:05:01 [error] 7#7: *1 open() "/a" failed, client: 192.0.2.1\n',
      false,
    ],
    ['CSV that holds such lines', `line,n\n"${COMMON.replaceAll('"', '""')}",1\n`, false],
    ['JSON that holds such lines', `{"line":${JSON.stringify(COMMON)}}\n`, false],
    [
      'an access log made CSV',
      `h,-,-,[17/May/2015:08:05:01 +0000],"GET / HTTP/1.1",200,5\n`,
      false,
    ],
  ])('%s', (_, text, expected, whole = true) => {
    expect(matches(text, whole)).toBe(expected);
  });

  test('what it is called raises no doubt', async () => {
    for (const name of ['access.log', 'access.log.1', 'access'])
      expect((await loaded(`${COMMON}\n`, name)).warnings).toStrictEqual([]);
    expect((await loaded(`${COMMON}\n`, 'access.csv')).warnings).toStrictEqual([
      'access.csv: It is called .csv, but is an access log, and was read as that.',
    ]);
  });
});
