import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ReadError } from '../../src/engine/ports.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { type Bytes, jsonCell, loadBytes } from './load-case.ts';
import type { TableReading } from '../../src/engine/reading.ts';
import type { ColumnType } from '../../src/engine/table.ts';

/** What a file of `cases/` must become. Absent: no declared types, no rejects, no warnings; the file is the one of the same name. */
interface Case {
  readonly files?: readonly string[];
  readonly types?: Readonly<Record<string, ColumnType>>;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly reading?: TableReading;
  readonly error?: Readonly<Record<string, unknown>>;
  /** Name → type, or pairs where a name is one that an object cannot hold in order. `_row` goes without saying. */
  readonly schema?: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  readonly rows?: readonly (readonly unknown[])[];
  readonly rejects?: readonly (readonly [number, string | null, string, string])[];
  readonly warnings?: readonly string[];
}

const folder = new URL('cases/', import.meta.url);
const names = readdirSync(folder).flatMap((file) =>
  file.endsWith('.json') ? [file.slice(0, -5)] : [],
);

function bytesOf(file: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(new URL(file, folder)));
}

test('there are cases, and every file is in one', () => {
  expect(names.length).toBeGreaterThan(40);
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.csv') && !file.startsWith('append-')) {
      expect(existsSync(new URL(file.replace('.csv', '.json'), folder)), file).toBe(true);
    }
  }
});

describe.each(names)('%s', (name) => {
  const expected = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Case;
  const files = (expected.files ?? [`${name}.csv`]).map((file): [string, Bytes] => [
    file,
    bytesOf(file),
  ]);

  if (expected.error) {
    test('is refused in words', async () => {
      const thrown = await loadBytes(await sharedDatabase(), files, expected).catch(
        (error: unknown) => error,
      );
      expect(thrown).toBeInstanceOf(ReadError);
      expect(thrown).toMatchObject({ file: files.at(-1)[0], line: null, ...expected.error });
    });
    return;
  }

  // One byte at a time, and a slice for each record: nothing may depend on where a chunk ends.
  const sizes = [{}, { chunkBytes: 1, sliceBytes: 1 }];
  test.each(sizes)('becomes the expected table, sizes %o', async (size) => {
    const { loaded, table } = await loadBytes(await sharedDatabase(), files, expected, size);
    const schema = Array.isArray(expected.schema)
      ? expected.schema
      : Object.entries(expected.schema ?? {});
    expect(table.columns.map((column) => [column.name, column.type])).toStrictEqual([
      ['_row', 'integer'],
      ...schema,
    ]);
    expect(loaded.schema).toStrictEqual(table.columns);
    const rows = table.rows.map((row) =>
      row.map((cell, i) => jsonCell(cell, table.columns[i]?.type ?? '')),
    );
    expect(rows).toStrictEqual((expected.rows ?? []).map((row, i) => [i, ...row]));
    const rejects = loaded.rejects.map(({ line, column, reason, text }) => [
      line,
      column,
      reason,
      text,
    ]);
    expect(rejects).toStrictEqual(expected.rejects ?? []);
    expect(loaded.warnings).toStrictEqual(expected.warnings ?? []);
    expect(loaded.files.map((file) => file.name)).toStrictEqual(files.map(([file]) => file));
    expect(loaded.files.reduce((sum, file) => sum + file.rows, 0)).toBe(rows.length);
    expect(loaded.files.reduce((sum, file) => sum + file.rejected, 0)).toBe(rejects.length);
  });
});
