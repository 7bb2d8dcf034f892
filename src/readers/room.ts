import { type LoadRequest, ReadError } from '../engine/ports.ts';
import type { Estimate } from '../engine/reading.ts';
import type { TableDescription } from './scanner.ts';

/** Where the engine works, and so what may be done when there is no room. */
export type Place = 'tab' | 'process';

/** The engine is WebAssembly of 32-bit addresses, in a tab as in Node. */
export const ENGINE_BYTES = 2 ** 32;
/** A load that needs more of the engine's memory than this share is asked about. */
export const USABLE_SHARE = 0.8;

/**
 * Most bytes of the engine that a load needs besides its tables: a slice of text, the same unpacked in the engine, and what
 * the packing needs.
 */
export const OVERHEAD_BYTES = 400e6;

/** Bytes in the engine, at most, for each byte of a file: with less than the limit nothing needs to be looked at. */
const MOST_FOR_A_BYTE: Readonly<Record<string, number>> = {
  csv: 1,
  json: 1,
  zeek: 1.5,
  'access-log': 2,
  'w3c-log': 1,
  sqlite: 2,
  arrow: 1,
};
const MOST_FOR_OTHERS = 8;
const MOST_FOR_A_PACKED_BYTE = 20;

/** Whether files are so small that they fit whatever they hold. */
export function surelyFits(
  files: readonly {
    readonly file: { readonly blob: { readonly size: number } };
    readonly table: TableDescription;
  }[],
  freeBytes: number,
): boolean {
  const most = files.reduce((sum, { file, table: { format, containers } }) => {
    const own = MOST_FOR_A_BYTE[format] ?? MOST_FOR_OTHERS;
    return sum + file.blob.size * (containers.length > 0 ? MOST_FOR_A_PACKED_BYTE * own : own);
  }, 0);
  return most + OVERHEAD_BYTES <= freeBytes;
}

/** Says that a table does not fit, what it would need, and what would fit. */
export function noRoom(
  estimate: Estimate,
  limitBytes: number,
  usedBytes: number,
  { files, reading }: Pick<LoadRequest, 'files' | 'reading'>,
  format: string,
  place: Place,
): ReadError {
  const about = estimate.counted ? '' : 'About ';
  const rows = estimate.rows === 0 ? 'All that is wanted' : `${about}${rowsInWords(estimate.rows)}`;
  const columns = estimate.columnBytes.length;
  const size = `${rows} × ${columns === 1 ? '1 column' : `${String(columns)} columns`}`;
  const used =
    usedBytes >= 0.01 * limitBytes ? `, of which other tables take ${gigabytes(usedBytes)}` : '';
  const where = place === 'tab' ? 'this tab' : 'this program';
  const usable = USABLE_SHARE * limitBytes;
  const ways = [
    ...(columns > 1 ? ['fewer columns'] : []),
    'a range of time',
    reading?.sample ? 'a smaller sample' : 'a sample',
    ...(format === 'parquet' ? [] : ['the same as Parquet']),
    ...(used === '' ? [] : ['closing other tables']),
    ...(place === 'tab' ? ['the command line, which has no browser around it'] : []),
  ];
  const list = `${ways.slice(0, -1).join(', ')} or ${ways.at(-1) ?? ''}`;
  const message =
    `${size} need about ${gigabytes(estimate.peakBytes)} while they are loaded; ${where} has room for ${gigabytes(usable)}${used}. ` +
    `What needs less: ${list}.`;
  const names = files.map(({ name }) => name).join(', ');
  return new ReadError('too-large', message, names, null, {
    kind: 'room',
    estimate,
    freeBytes: Math.max(0, usable - usedBytes),
  });
}

function rowsInWords(rows: number): string {
  if (rows >= 1e6) return `${String(Number((rows / 1e6).toPrecision(2)))} M rows`;
  return rows === 1 ? '1 row' : `${String(rows)} rows`;
}

function gigabytes(bytes: number): string {
  return bytes >= 1e9
    ? `${(bytes / 1e9).toFixed(1)} GB`
    : `${String(Math.max(1, Math.round(bytes / 1e6)))} MB`;
}
