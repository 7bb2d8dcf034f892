import { formatNumber } from '../charts/format.ts';

/** A value as a table shows it. Times are UTC milliseconds or texts as in the file. */
export type Cell = string | number | bigint | boolean | null;

/** A row of values, by the position of its columns. */
export type Row = readonly Cell[];

/** How a column's values are written. */
export type CellKind = 'text' | 'number' | 'id' | 'time' | 'custom';

const ID_LENGTH = 9;

/** A time as `2020-01-17 09:03:00`, with milliseconds when there are any. */
export function timeText(epochMs: number): string {
  if (!Number.isFinite(epochMs) || Math.abs(epochMs) > 8.64e15) return String(epochMs);
  const iso = new Date(epochMs).toISOString();
  return iso.replace('T', ' ').replace(/(\.000)?Z$/, '');
}

/** An identifier shortened at its end: `71C77248…`. The full one is in the title and in copies. */
export function shortId(id: string): string {
  const letters = Array.from(id);
  return letters.length > ID_LENGTH + 1 ? `${letters.slice(0, ID_LENGTH - 1).join('')}…` : id;
}

/** A value as it is shown. */
export function shownText(cell: Cell, kind: CellKind, digits?: number): string {
  if (cell === null) return 'null';
  if (kind === 'id') return shortId(String(cell));
  if (kind === 'time' && typeof cell === 'number') return timeText(cell);
  if (kind === 'number' && (typeof cell === 'number' || typeof cell === 'bigint')) {
    return typeof cell === 'number' ? formatNumber(cell, digits) : groupDigits(cell);
  }
  return String(cell);
}

/** A value as it is copied and exported: bare digits, full identifiers, nothing for null. */
export function bareText(cell: Cell, kind: CellKind): string {
  if (cell === null) return '';
  if (kind === 'time' && typeof cell === 'number') return timeText(cell);
  return String(cell);
}

function groupDigits(value: bigint): string {
  const digits = String(value < 0n ? -value : value).replace(/\B(?=(\d{3})+$)/g, '\u2009');
  return value < 0n ? `\u2212${digits}` : digits;
}
