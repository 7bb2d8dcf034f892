import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedDatabase } from '../../duckdb/shared.ts';
import { loadBytes } from '../load-case.ts';
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

const NUMBERS = ['0', '-7', '12.5', '123456789012345', '1234567890123456', '007', '1e3', '-'];
const TIMES = ['2024-03-01 00:00:04', '2024-03-01 23:59:59.5', '2024-02-30 00:00:00', '- -'];

test('slices that are read quickly give the table that one slice gives', async () => {
  const database = await sharedDatabase();
  const column = fc.constantFrom(
    NUMBERS.slice(0, 2),
    NUMBERS.slice(0, 4),
    NUMBERS,
    ['-'],
    ['-', '5'],
  );
  const property = fc.asyncProperty(
    fc.array(column, { minLength: 3, maxLength: 3 }),
    fc.infiniteStream(fc.nat()),
    async (columns, picks) => {
      const pick = (from: readonly string[]) => from[(picks.next().value ?? 0) % from.length] ?? '';
      const lines = Array.from({ length: 60 }, (_, i) =>
        // A time that is none is rare.
        [pick(i % 20 === 19 ? TIMES : TIMES.slice(0, 2)), ...columns.map(pick)].join(' '),
      );
      const text = ['#Fields: date time a b c', ...lines, ''].join('\n');
      const files = [['a.log', text]] as const;
      const whole = await loadBytes(database, files);
      const sizes = { sliceBytes: 300, firstSliceBytes: 100, chunkBytes: 64 };
      const sliced = await loadBytes(database, files, {}, sizes);
      expect(sliced.table).toStrictEqual(whole.table);
      expect(sliced.loaded.rejects).toStrictEqual(whole.loaded.rejects);
      expect(sliced.loaded.warnings).toStrictEqual(whole.loaded.warnings);
    },
  );
  await fc.assert(property, { numRuns: 8 });
});
