import { type Sample, type SampleDialect, type SampleRecord, sampleOf } from './sample.ts';

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
const MOST_PREAMBLE_RECORDS = 50;

/** @param findPreamble  whether records before the table may be passed over; else nothing but `dialect.skip` is. */
export function fitOf(
  bytes: Uint8Array,
  whole: boolean,
  dialect: SampleDialect,
  findPreamble: boolean,
): Fit | undefined {
  const sample = sampleOf(bytes, dialect, whole);
  const begin = findPreamble ? preambleOf(sample) : 0;
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

/** Share of records as wide as the first. One that has an empty field more, where the first has none, agrees, too. */
function agreementOf(records: readonly SampleRecord[]): number {
  const [first] = records;
  if (!first) return 0;
  const agreeing = records.filter((record) => isAsWide(record, first));
  return agreeing.length / records.length;
}

function isAsWide(record: SampleRecord, first: SampleRecord): boolean {
  const more = record.fields.length - first.fields.length;
  return more === 0 || (more === 1 && record.lastEmpty && !first.lastEmpty);
}

/** The width that most records have, of the widest where several do. */
export function commonWidth(records: readonly SampleRecord[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [best] = [...counts].toSorted(([a, n], [b, m]) => m - n || b - a);
  return best?.[0] ?? 0;
}

/**
 * Number of records before the table: lines of one field, or lines of any other width that an empty line ends, where
 * all (nearly) that follows has one width of two fields at least.
 */
function preambleOf({ records }: Sample): number {
  const width = commonWidth(records.slice(Math.min(records.length >> 1, MOST_PREAMBLE_RECORDS)));
  const begin = records.findIndex(({ fields }) => fields.length === width);
  if (begin <= 0 || begin > MOST_PREAMBLE_RECORDS || width < 2) return 0;
  const before = records.slice(0, begin);
  const after = records.slice(begin);
  if (after.length < 2 || agreementOf(after) < 0.9) return 0;
  const separated = records[begin]?.afterBlank === true;
  return separated || before.every(({ fields }) => fields.length === 1) ? begin : 0;
}
