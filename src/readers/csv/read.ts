import type { FormatOptions, Source } from '../format.ts';
import type { ReadEnd, TextSlice } from '../scanner.ts';
import { makeCsvScan } from './scan.ts';
import type { CsvSummary } from './slice-builder.ts';
import { hasMark } from './sniff.ts';

/** Reads the records of a CSV file. @param fields  of every good record. */
export async function* readCsv(
  source: Source,
  delimiter: string,
  fields: number,
  { signal, sizes }: FormatOptions,
): AsyncGenerator<TextSlice | ReadEnd, void> {
  const scan = makeCsvScan({ ...sizes, delimiter: delimiter.charCodeAt(0), fields });
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
    warnings: warningsOf(summary, fields),
  };
}

function joined(
  first: Uint8Array<ArrayBuffer>,
  second: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function warningsOf({ unclosed, blankLines, withNul }: CsvSummary, width: number): string[] {
  const warnings: string[] = [];
  if (unclosed) {
    const { from, to } = unclosed;
    warnings.push(
      `the quote opened on line ${String(from)} is never closed; lines ${String(from)} to ${String(to)} were taken for one record and rejected.`,
    );
  }
  if (width === 1 && blankLines > 0) {
    const lines = blankLines === 1 ? '1 empty line was' : `${blankLines} empty lines were`;
    warnings.push(`${lines} passed over; an empty text is written as "".`);
  }
  if (withNul > 0) {
    const records = withNul === 1 ? '1 record holds' : `${withNul} records hold`;
    warnings.push(`${records} the character NUL.`);
  }
  return warnings;
}
