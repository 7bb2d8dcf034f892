import type { Dialect } from '../../engine/reading.ts';
import type { FormatOptions, Source } from '../format.ts';
import type { ReadEnd, TextSlice } from '../scanner.ts';
import { hasMark, joined } from './bytes.ts';
import { byteOf } from './dialect.ts';
import { notWrittenIn } from './reasons.ts';
import { makeCsvScan } from './scan.ts';
import { endWarnings } from './end-warnings.ts';

/**
 * Reads the records of delimited text.
 * @param source    of UTF-8.
 * @param fields    of every good record.
 * @param trailing  whether a delimiter at the end of a record begins no field.
 */
export async function* readCsv(
  source: Source,
  dialect: Dialect,
  fields: number,
  trailing: boolean,
  { signal, sizes }: FormatOptions,
): AsyncGenerator<TextSlice | ReadEnd, void> {
  const scan = makeCsvScan({
    ...sizes,
    delimiter: byteOf(dialect.delimiter),
    quote: byteOf(dialect.quote),
    comment: new TextEncoder().encode(dialect.comment),
    skip: dialect.skip,
    header: dialect.header === 'first',
    fill: dialect.short === 'fill',
    badEncoding: notWrittenIn(dialect.encoding),
    fields,
    trailing,
  });
  let mark: Uint8Array<ArrayBuffer> | null = new Uint8Array(0);
  for await (let chunk of source.chunks()) {
    signal?.throwIfAborted();
    if (mark) {
      // A byte order mark may come in pieces.
      if (mark.length > 0) chunk = joined(mark, chunk);
      mark = chunk.length < 3 ? chunk : null;
      if (mark) continue;
      if (hasMark(chunk)) chunk = chunk.subarray(3);
    }
    yield* scan.push(chunk);
  }
  if (mark) yield* scan.push(mark);
  const { slices, summary } = scan.end();
  yield* slices;
  yield {
    kind: 'end',
    records: summary.records,
    rejected: summary.rejected,
    warnings: endWarnings(summary, dialect, fields),
  };
}
