import { expect } from 'vitest';
import type { Dialect } from '../../src/engine/reading.ts';
import type { Sizes } from '../../src/readers/format.ts';
import { makeLocalScanner } from '../../src/readers/local-scanner.ts';
import type { ScanEnd, TableDescription } from '../../src/readers/scanner.ts';

export type Row = readonly (string | null)[];

interface Scanned {
  readonly table: TableDescription;
  readonly rows: readonly Row[];
  readonly rejects: readonly (readonly [line: number, reason: string])[];
  readonly end: ScanEnd;
}

/**
 * Reads a file by the scanner alone; its slices, plain RFC 4180 as DuckDB gets them, are split here.
 * @param split  false: the cells are not of interest.
 */
export async function scanned(
  content: Uint8Array<ArrayBuffer> | string,
  dialect?: Partial<Dialect>,
  sizes?: Partial<Sizes>,
  split = true,
): Promise<Scanned> {
  const file = { name: 'a.csv', blob: new Blob([content]), dialect };
  const scanner = makeLocalScanner(sizes);
  const [table] = await scanner.sniff(file);
  if (!table) throw new Error('no table');
  const rows: Row[] = [];
  const rejects: [number, string][] = [];
  for await (const part of scanner.scan(file, table)) {
    if (part.kind === 'end') return { table, rows, rejects, end: part };
    rejects.push(...part.rejects.map(({ line, reason }): [number, string] => [line, reason]));
    if (!split) continue;
    const found = splitPlain(new TextDecoder().decode(part.bytes), table.layout?.delimiter ?? '');
    expect(found).toHaveLength(part.records);
    rows.push(...found);
  }
  throw new Error('no end');
}

/** RFC 4180 with line feeds, by a regular expression: shares nothing with the reader. */
function splitPlain(text: string, delimiter: string): Row[] {
  const rows: (string | null)[][] = [];
  const d = delimiter.replace(/[\\^$.|]/, '\\$&');
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\n${d}]*))(${d}|\\n)`, 'gy');
  let row: (string | null)[] = [];
  for (let match = field.exec(text); match; match = field.exec(text)) {
    const [, quoted, bare = '', end] = match;
    row.push(quoted === undefined ? bare || null : quoted.replaceAll('""', '"'));
    if (end === '\n') {
      rows.push(row);
      row = [];
    }
    if (field.lastIndex === text.length) break;
  }
  return rows;
}
