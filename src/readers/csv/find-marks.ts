import type { Dialect } from '../../engine/reading.ts';
import { excerpt, QUOTE } from './bytes.ts';
import { kindOf } from './find-header.ts';
import { byteOf } from './dialect.ts';
import { findW3c } from './find-w3c.ts';
import { type Fit, type FoundMarks, fitOf, score } from './fit.ts';
import { nextLine, type SampleRecord, startsWith } from './sample.ts';

/** Where two fit equally well, the one that is rarer in ordinary text comes first. */
const DELIMITERS = ['\t', ';', '|', ','];
/** Taken only where none of the above separates anything, and all lines agree. */
const RARE_DELIMITERS = ['\x01', '\x1f', '^', '~', ' '];
const RARE_RECORDS = 3;
/** Words of prose are as many in three lines now and then. */
const LEAST_SPACE_WIDTH = 4;
const COMMENTS = ['#', '//', '--', '%'];

interface Text {
  readonly bytes: Uint8Array;
  readonly whole: boolean;
  readonly said: Partial<Dialect>;
}

/** Finds delimiter, quote, comments and preamble of a text by what fits its beginning best; undefined where no record ends in it. */
export function findMarks(
  bytes: Uint8Array,
  whole: boolean,
  said: Partial<Dialect>,
): FoundMarks | undefined {
  const w3c = findW3c(bytes, whole, said);
  if (w3c) return w3c;
  const text: Text = { bytes, whole, said };
  const quote = said.quote === undefined ? QUOTE : byteOf(said.quote);
  const plain = bestDelimiter(text, quote, said.comment ?? '');
  if (!plain) return undefined;
  const commented = withComments(text, quote, plain);
  const { fit: quoted, confidence: quoteConfidence } = withQuote(text, commented);
  const fit = oneColumnIfBetter(text, quoted);
  const delimiter = said.delimiter === undefined ? delimiterConfidence(text, fit) : 1;
  const comment = fit.dialect.comment === '' || said.comment !== undefined ? 1 : fit.agreement;
  const preamble = fit.skip > fit.dialect.skip;
  const confidence = { delimiter, quote: quoteConfidence, comment, skip: preamble ? 0.6 : 1 };
  return { fit, confidence };
}

function fitWith(
  { bytes, whole, said }: Text,
  delimiter: string,
  quote: number,
  comment: string,
): Fit | undefined {
  const dialect = { delimiter: byteOf(delimiter), quote, comment, skip: said.skip ?? 0 };
  return fitOf(bytes, whole, dialect, said.skip === undefined);
}

function bestDelimiter(text: Text, quote: number, comment: string): Fit | undefined {
  const { delimiter } = text.said;
  if (delimiter !== undefined) return fitWith(text, delimiter, quote, comment);
  const fits = (delimiters: readonly string[]) =>
    delimiters.flatMap((one) => fitWith(text, one, quote, comment) ?? []);
  const several = fits(DELIMITERS).filter(({ width }) => width > 1);
  const rare = () =>
    fits(RARE_DELIMITERS).filter(
      ({ width, agreement, records, dialect }) =>
        width >= (dialect.delimiter === 32 ? LEAST_SPACE_WIDTH : 2) &&
        agreement === 1 &&
        records.length >= RARE_RECORDS,
    );
  const [best] = several.toSorted(better);
  return best ?? rare().toSorted(better)[0] ?? fitWith(text, ',', quote, comment);
}

function better(a: Fit, b: Fit): number {
  return score(b) - score(a) || b.width - a.width;
}

/** Lines that begin with a sign are comments where the others then agree better, and few of them are like the others. */
function withComments(text: Text, quote: number, plain: Fit): Fit {
  if (text.said.comment !== undefined) return plain;
  const candidates = COMMENTS.filter((sign) => beginsALine(text.bytes, sign));
  const fits = candidates.flatMap((sign) => bestDelimiter(text, quote, sign) ?? []);
  const [best] = fits
    .filter(({ width, records }) => width > 1 && records.length > 0)
    .toSorted((a, b) => score(b) - score(a));
  // One column agrees with itself, whatever is in it.
  const toBeat = plain.width > 1 ? score(plain) : 0.5;
  return best && score(best) > toBeat ? best : plain;
}

const LINES_LOOKED_AT = 1000;

function beginsALine(bytes: Uint8Array, sign: string): boolean {
  const prefix = new TextEncoder().encode(sign);
  let at = 0;
  for (let line = 0; line < LINES_LOOKED_AT && at < bytes.length; line += 1) {
    if (startsWith(bytes, prefix, at)) return true;
    at = nextLine(bytes, at);
  }
  return false;
}

const APOSTROPHE = 39;

/** Whether something else than `"` quotes the fields, or nothing does. */
function withQuote(text: Text, fit: Fit): { fit: Fit; confidence: number } {
  if (text.said.quote !== undefined) return { fit, confidence: 1 };
  const { records, dialect } = fit;
  const quoted = records.filter(isQuoted);
  if (quoted.length > 0) {
    const broken = quoted.filter((record) => record.broken || !record.closed);
    const bare = bestDelimiter(text, -1, dialect.comment);
    const isBare =
      broken.length >= 2 &&
      broken.length > 0.8 * quoted.length &&
      bare !== undefined &&
      // One column agrees with itself: it is the better reading only where no record is left otherwise.
      (bare.width > 1 ? bare.agreement >= 0.75 : broken.length === records.length) &&
      bare.records.length >= 2;
    if (isBare) return { fit: bare, confidence: 0.5 };
    return { fit, confidence: broken.length < 3 ? 0.8 : 1 - broken.length / quoted.length };
  }
  const single = bestDelimiter(text, APOSTROPHE, dialect.comment);
  const own = single?.records.filter(isQuoted) ?? [];
  const sound = own.every((record) => record.closed && !record.broken);
  // An apostrophe may begin a word; a quote also ends it, in nearly every record.
  if (!single || own.length < 2 || !sound || score(single) < score(fit))
    return { fit, confidence: own.length === 0 ? 0.95 : 0.8 };
  const share = own.length / Math.max(1, single.records.length - 1);
  return share >= 0.5
    ? { fit: single, confidence: Math.min(0.95, share) }
    : { fit, confidence: 0.6 };
}

function isQuoted({ fields, broken }: SampleRecord): boolean {
  return broken || fields.some((field) => field.quoted);
}

const LONGEST_WORD = 64;

function isName(text: string): boolean {
  return text.length <= LONGEST_WORD && !/\s\S/.test(text.slice(1)) && kindOf(text) === 'text';
}

/** Text that happens to hold a delimiter: records mostly disagree, and the first is not the names of several columns. */
function oneColumnIfBetter(text: Text, fit: Fit): Fit {
  if (text.said.delimiter !== undefined) return fit;
  const bare = () => fitOf(text.bytes, text.whole, { ...fit.dialect, delimiter: -1 }, false) ?? fit;
  if (fit.width === 1) return fit.agreement === 1 ? fit : bare();
  if (fit.agreement >= 0.5) return fit;
  const { bytes } = text;
  const named = fit.records[0]?.fields.every(({ start, end }) =>
    isName(excerpt(bytes.subarray(start, end), 2 * LONGEST_WORD)),
  );
  return named === true && fit.width > 1 ? fit : bare();
}

function delimiterConfidence(text: Text, { agreement, records, width, dialect }: Fit): number {
  if (width === 1) return 0.5;
  const rare = RARE_DELIMITERS.some((one) => byteOf(one) === dialect.delimiter);
  const rivals = DELIMITERS.filter((one) => {
    if (byteOf(one) === dialect.delimiter) return false;
    const rival = fitWith(text, one, dialect.quote, dialect.comment);
    return rival !== undefined && rival.width > 1 && rival.agreement >= agreement;
  });
  const few = records.length < 2 ? 0.8 : 1;
  return agreement * few * (rivals.length > 0 ? 0.8 : 1) * (rare ? 0.6 : 1);
}
