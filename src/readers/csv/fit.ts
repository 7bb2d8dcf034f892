import { preambleOf } from './find-preamble.ts';
import { type SampleDialect, type SampleRecord, sampleOf } from './sample.ts';
import { agreementOf } from './widths.ts';

/** How well a dialect fits the beginning of a file. */
export interface Fit {
  readonly dialect: SampleDialect;
  /** The records of the table, those before it left out; the first may be the header. */
  readonly records: readonly SampleRecord[];
  readonly comments: number;
  /** Fields of the first record. */
  readonly width: number;
  /** Physical lines before the first record that are no table. */
  readonly skip: number;
  /** Share of the records that are as wide as the first, 0 to 1. */
  readonly agreement: number;
}

/** A preamble makes a fit less likely: only what fits better without one may lose to it. */
const PREAMBLE_MALUS = 0.05;

/** @param findPreamble  whether records before the table may be passed over; else nothing but `dialect.skip` is. */
export function fitOf(
  bytes: Uint8Array,
  whole: boolean,
  dialect: SampleDialect,
  findPreamble: boolean,
): Fit | undefined {
  const sample = sampleOf(bytes, dialect, whole);
  const begin = findPreamble ? preambleOf(bytes, sample.records, dialect.quote) : 0;
  const records = sample.records.slice(begin);
  const [first] = records;
  if (!first) return undefined;
  return {
    dialect,
    records,
    comments: sample.comments,
    width: first.fields.length,
    skip: begin > 0 ? first.line - 1 : dialect.skip,
    agreement: agreementOf(records),
  };
}

export function score({ agreement, skip, dialect }: Fit): number {
  return skip > dialect.skip ? agreement - PREAMBLE_MALUS : agreement;
}
