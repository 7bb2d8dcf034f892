import { type FewerNames, namesFewer } from './fewer-names.ts';
import { preambleOf } from './find-preamble.ts';
import { type SampleDialect, type SampleRecord, sampleOf } from './sample.ts';
import { agreementOf } from './widths.ts';

/** How well a dialect fits the beginning of a file. */
export interface Fit {
  readonly dialect: SampleDialect;
  /** The records of the table, those before it left out; the first may be the header. */
  readonly records: readonly SampleRecord[];
  readonly comments: number;
  /** Fields of the first record; of the second where that names fewer columns. */
  readonly width: number;
  /** Which columns have no name, where the first record holds names, but fewer than the others have fields; else null. */
  readonly nameless: FewerNames['nameless'] | null;
  /** Physical lines before the first record that are no table. */
  readonly skip: number;
  /** Share of the records that are so wide, 0 to 1; one that names fewer columns apart. */
  readonly agreement: number;
}

/** A fit with how sure its parts are, and why not. */
export interface FoundMarks {
  readonly fit: Fit;
  readonly confidence: Readonly<Record<'delimiter' | 'quote' | 'skip' | 'comment', number>>;
}

/** A preamble, or names that are too few, make a fit less likely: only what fits better without one may lose to it. */
const ODD_BEGINNING_MALUS = 0.05;

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
  const nameless = namesFewer(bytes, records, 0, dialect.quote)?.nameless ?? null;
  const rows = nameless === null ? records : records.slice(1);
  return {
    dialect,
    records,
    comments: sample.comments,
    width: (rows[0] ?? first).fields.length,
    nameless,
    skip: begin > 0 ? first.line - 1 : dialect.skip,
    agreement: agreementOf(rows),
  };
}

export function score({ agreement, skip, dialect, nameless }: Fit): number {
  return skip > dialect.skip || nameless !== null ? agreement - ODD_BEGINNING_MALUS : agreement;
}
