import type { Data } from 'apache-arrow';

/** Validity of the rows of a column: one bit a row, least significant first; 0 is null. */
export interface Validity {
  readonly nullCount: number;
  readonly nullBitmap?: Uint8Array;
}

/** Rows that `isNull` names become null, beside those that are already. @param given bits of the rows from `offset` on. */
export function withNulls(
  rows: number,
  given: (row: number) => boolean,
  isNull: (row: number) => boolean,
): Validity {
  const nullBitmap = new Uint8Array((rows + 7) >> 3);
  let nullCount = 0;
  for (let row = 0; row < rows; row += 1) {
    if (!given(row) || isNull(row)) nullCount += 1;
    else nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
  }
  return nullCount === 0 ? { nullCount } : { nullCount, nullBitmap };
}

/** The validity of a column as it came. */
export function nullsOf({ length, nullCount, nullBitmap }: Data): Validity {
  if (nullCount > 0 && 8 * nullBitmap.length < length) throw new RangeError('a column breaks off');
  return nullCount === 0 ? { nullCount } : { nullCount, nullBitmap };
}
