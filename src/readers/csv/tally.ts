/** What a CSV file was. */
export interface CsvSummary {
  /** Records after the header, clean or not. */
  readonly records: number;
  readonly rejected: number;
  /** Empty lines; they are no records. */
  readonly blankLines: number;
  /** Lines passed over because they begin as comments do. */
  readonly comments: number;
  /** Records that had fewer fields and were filled. */
  readonly filled: number;
  /** Number of fields → records rejected for having that many. */
  readonly otherWidths: ReadonlyMap<number, number>;
  readonly undecodable: number;
  /** Records that hold the character NUL. */
  readonly withNul: number;
  /** A quote that is never closed: lines `from` to `to` became one record. */
  readonly unclosed: { readonly from: number; readonly to: number } | null;
}

/** A file may have any number of widths; only the first ones are told apart. */
const WIDTHS_COUNTED = 100;

/** Counts what a CSV file is while it is scanned. */
export class CsvTally implements CsvSummary {
  records = 0;
  rejected = 0;
  blankLines = 0;
  comments = 0;
  filled = 0;
  undecodable = 0;
  withNul = 0;
  unclosed: CsvSummary['unclosed'] = null;
  readonly otherWidths = new Map<number, number>();

  width(fields: number): void {
    const before = this.otherWidths.get(fields);
    if (before !== undefined || this.otherWidths.size < WIDTHS_COUNTED)
      this.otherWidths.set(fields, (before ?? 0) + 1);
  }
}
