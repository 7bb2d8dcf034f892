import type { Dialect } from '../../engine/reading.ts';
import { QUOTE } from './bytes.ts';
import { byteOf } from './dialect.ts';
import { areNamed, leadingFields, namedShare, W3C_COMMENT } from './fields-line.ts';
import { type Fit, fitOf, type FoundMarks } from './fit.ts';

const DELIMITERS = ['\t', ' ', ',', ';', '|'];
/** Between these, values of most programs stand as they are, and a quote is an ordinary character. */
const PLAIN_DELIMITERS = ['\t', ' '].map(byteOf);
const SURE = 0.95;
const CONFIDENCE = { delimiter: SURE, quote: SURE, skip: 1, comment: SURE };

/**
 * Delimiter and quote of a W3C extended log: by what there are as many fields as its comment names. Undefined where the text
 * has no such comment, or other records.
 */
export function findW3c(
  bytes: Uint8Array,
  whole: boolean,
  said: Partial<Dialect>,
): FoundMarks | undefined {
  if (said.comment !== undefined && said.comment !== W3C_COMMENT) return undefined;
  const skip = said.skip ?? 0;
  const names = leadingFields(bytes, skip)?.names.length ?? 0;
  if (names < 2) return undefined;
  const fitWith = (delimiter: number, quote: number): Fit | undefined =>
    fitOf(bytes, whole, { delimiter, quote, comment: W3C_COMMENT, skip }, false);
  const shareOf = (fit: Fit | undefined) => namedShare(fit?.records ?? [], names);

  const quote = said.quote === undefined ? QUOTE : byteOf(said.quote);
  const delimiters = said.delimiter === undefined ? DELIMITERS : [said.delimiter];
  const fits = delimiters.flatMap((delimiter) => fitWith(byteOf(delimiter), quote) ?? []);
  const [fit] = fits
    .filter(({ records }) => areNamed(records, names))
    .toSorted((a, b) => shareOf(b) - shareOf(a));
  if (whole && fits.length === 0)
    return { fit: withoutRecords(said, quote, names), confidence: CONFIDENCE };
  if (!fit) return undefined;
  const { delimiter } = fit.dialect;
  const bare = fitWith(delimiter, -1);
  const isBare =
    said.quote === undefined &&
    PLAIN_DELIMITERS.includes(delimiter) &&
    shareOf(bare) >= shareOf(fit) &&
    !isMostlyQuoted(fit);
  return {
    fit: isBare && bare ? bare : fit,
    confidence: CONFIDENCE,
  };
}

/** A server that had nothing to do writes nothing but comments. */
function withoutRecords(said: Partial<Dialect>, quote: number, width: number): Fit {
  const delimiter = byteOf(said.delimiter ?? ' ');
  const dialect = { delimiter, quote, comment: W3C_COMMENT, skip: said.skip ?? 0 };
  const { skip } = dialect;
  return { dialect, records: [], comments: 0, width, nameless: null, skip, agreement: 1 };
}

function isMostlyQuoted({ records }: Fit): boolean {
  const quoted = records.filter(({ fields }) => fields.some((field) => field.quoted));
  return quoted.length >= records.length / 2;
}
