import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanned } from '../scan-case.ts';
import { COMBINED, COMMON } from './logs.ts';

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
          address: one.host,
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
