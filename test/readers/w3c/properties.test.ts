import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanned } from '../scan-case.ts';

const value = fc.string({
  unit: fc.constantFrom('a', '7', '-', '+', '"', '%', '(', 'é', ',', ';', '\0', '🎉'),
  minLength: 1,
  maxLength: 8,
});
const entry = fc.tuple(fc.integer({ min: 0, max: 4e9 }), value, value, fc.boolean());

const FIELDS = '#Fields: c-ip date x-a time x-b';
const HEAD = ['#Version: 1.0', FIELDS];

/** As servers write it: a value that is not there is a dash. */
function written(
  [seconds, a, b, isThere]: readonly [number, string, string, boolean],
  mark: string,
) {
  const iso = new Date(seconds * 1000).toISOString();
  const agent = isThere ? b : '-';
  return ['192.0.2.1', iso.slice(0, 10), a, iso.slice(11, 19), agent].join(mark);
}

test('values come back as they were written, whatever the sizes of chunks and slices', async () => {
  const orNull = (text: string) => (text === '-' ? null : text);
  const property = fc.asyncProperty(
    fc.array(entry, { minLength: 1, maxLength: 12 }),
    fc.constantFrom('\t', ' '),
    fc.constantFrom('\n', '\r\n', '\n\n'),
    fc.integer({ min: 1, max: 60 }),
    async (entries, mark, lineEnd, chunkBytes) => {
      // Quotes around whole values would be theirs.
      const given = entries.map(
        ([seconds, a, b, isThere]) => [seconds, `x${a}`, `x${b}`, isThere] as const,
      );
      const lines = [...HEAD, ...given.map((one) => written(one, mark))];
      const { table, rows, rejects, end } = await scanned(
        lines.map((line) => line + lineEnd).join(''),
        undefined,
        { chunkBytes, sliceBytes: 3 * chunkBytes },
      );
      expect(table.format).toBe('w3c-log');
      expect(rejects).toStrictEqual([]);
      expect(end.records).toBe(given.length);
      expect(rows).toStrictEqual(
        given.map(([seconds, a, b, isThere]) => [
          '192.0.2.1',
          new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' '),
          orNull(a),
          isThere ? orNull(b) : null,
        ]),
      );
    },
  );
  await fc.assert(property, { numRuns: 200 });
});

test('every line of a mess is a row or a reject, or a comment', async () => {
  const good = written([1e9, 'a', 'b', true], ' ');
  const mess = fc.string({
    unit: fc.constantFrom('"', ' ', '\t', '-', '#', '\n', '\r', 'a', FIELDS, good, '#Fields: date'),
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(mess, fc.integer({ min: 1, max: 50 }), async (tail, chunkBytes) => {
      const text = `${HEAD.join('\n')}\n${`${good}\n`.repeat(3)}${tail}`;
      const whole = await scanned(text);
      expect(whole.table.format).toBe('w3c-log');
      const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
      const records = lines.filter((line) => line !== '' && !line.startsWith('#'));
      expect(whole.end.records).toBe(records.length);
      expect(whole.rows.length + whole.rejects.length).toBe(records.length);
      const inPieces = await scanned(text, undefined, { chunkBytes, sliceBytes: chunkBytes });
      expect(inPieces.rows).toStrictEqual(whole.rows);
      expect(inPieces.rejects).toStrictEqual(whole.rejects);
    }),
    { numRuns: 200 },
  );
});
