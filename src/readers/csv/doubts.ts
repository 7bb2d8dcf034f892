import type { Dialect } from '../../engine/reading.ts';
import { excerpt } from './bytes.ts';
import { delimiterName } from './dialect.ts';
import { areNamed, leadingFields, W3C_COMMENT } from './fields-line.ts';
import type { Fit, FoundMarks } from './fit.ts';
import type { SaidOrFound } from './find-header.ts';
import { nextLine, startsWith } from './sample.ts';
import { commonWidth } from './widths.ts';

/** What was found out about a text, with what a person said. */
export interface Findings {
  readonly bytes: Uint8Array;
  readonly fit: Fit;
  readonly dialect: Pick<Dialect, 'delimiter' | 'quote' | 'comment' | 'header'>;
  readonly confidence: FoundMarks['confidence'];
  readonly found: SaidOrFound;
  readonly said: Partial<Dialect>;
  readonly columns: number;
  readonly trailing: boolean;
}

/** Below this confidence a person is told. */
const SURE = 0.7;
/** Records that are not as wide as the others are rejected and shown; so many are a doubt about all of them. */
const FITS = 0.6;
const SHOWN = 60;

/** What a person should know of how a text was understood, in whole sentences. */
export function doubts(findings: Findings): string[] {
  const { said, columns, dialect } = findings;
  const warnings = [...preamble(findings), ...quote(findings)];
  if (columns === 1 && !findings.trailing) {
    const by =
      dialect.delimiter === ''
        ? 'a line being one field'
        : `fields being separated by a ${delimiterName(dialect.delimiter)}`;
    if (said.delimiter !== '') warnings.push(`There is one column only, ${by}. Is that so?`);
  } else warnings.push(...delimiter(findings));
  return [...warnings, ...header(findings), ...trailingField(findings)];
}

function preamble({ bytes, fit, said, dialect }: Findings): string[] {
  if (said.skip !== undefined || fit.skip === 0) return [];
  const sign = new TextEncoder().encode(dialect.comment);
  const others: string[] = [];
  for (let at = 0, line = 0; line < fit.skip; line += 1, at = nextLine(bytes, at))
    if (sign.length === 0 || !startsWith(bytes, sign, at))
      others.push(excerpt(bytes.subarray(at, nextLine(bytes, at)), SHOWN).trimEnd());
  const comments = fit.skip - others.length;
  const [first = ''] = others;
  const lines = fit.skip === 1 ? 'The first line was' : `The first ${String(fit.skip)} lines were`;
  const passed = `${lines} taken for no part of the table and passed over`;
  if (comments === 0) return [`${passed}: "${first}".`];
  return [
    `${passed}: ${comments === 1 ? 'a comment' : `${String(comments)} comments`}, and "${first}".`,
  ];
}

function quote({ dialect, confidence, said }: Findings): string[] {
  if (said.quote !== undefined || (dialect.quote === '"' && confidence.quote > 0.5)) return [];
  if (dialect.quote === "'") return ["Fields were taken to be quoted with '."];
  if (dialect.quote === '' && confidence.quote > 0.5) return [];
  if (dialect.quote === '')
    return [
      'Quotes were taken for ordinary characters: many fields that begin with " go on after the next one.',
    ];
  return confidence.quote <= 0.5
    ? ['In many records quotes are not closed as they should be, or text follows them.']
    : [];
}

function delimiter({ dialect, fit, confidence, columns, said, found }: Findings): string[] {
  const common = commonWidth(fit.records);
  const records = String(fit.records.length);
  const name = delimiterName(dialect.delimiter);
  const named = said.header === undefined && typeof found.header === 'object';
  if (
    !named &&
    found.header !== 'none' &&
    common !== columns &&
    fit.records.length > 2 &&
    fit.agreement < 0.5
  )
    return [
      `The first line has ${String(columns)} fields separated by a ${name}; most of the first ${records} records have ${String(common)}. Is that the delimiter?`,
    ];
  if (said.delimiter !== undefined || confidence.delimiter >= FITS) return [];
  const agreeing = `${String(Math.round(fit.agreement * 100))} %`;
  return [
    `Fields were taken to be separated by a ${name}: ${agreeing} of the first ${records} records have ${String(columns)} of them.`,
  ];
}

function header(findings: Findings): string[] {
  return [
    ...unusedFields(findings),
    ...fewerNames(findings),
    ...oddNames(findings),
    ...taken(findings),
  ];
}

/** Names in a comment of a W3C extended log that are not as many as the fields. */
function unusedFields({ bytes, fit, dialect, said, columns }: Findings): string[] {
  if (said.header !== undefined || dialect.comment !== W3C_COMMENT) return [];
  const fields = leadingFields(bytes, fit.skip);
  if (!fields || areNamed(fit.records, fields.names.length)) return [];
  const named = fields.names.length;
  return [
    `Line ${String(fields.line)}, #Fields:, names ${String(named)} ${named === 1 ? 'field' : 'fields'}, but the records have ${String(columns)}; its names were not taken.`,
  ];
}

/** Columns that have no name of their own, as they are called. */
function fewerNames({ fit, dialect, columns }: Findings): string[] {
  const [first] = fit.records;
  if (dialect.header !== 'first' || fit.nameless === null || !first) return [];
  const named = first.fields.length;
  const more = columns - named;
  const [from, to] = [`c${String(named + 1)}`, `c${String(columns)}`];
  const others =
    fit.nameless === 'first'
      ? 'the first is called c1'
      : more === 1
        ? `the last is called ${from}`
        : `the last ${String(more)} are called ${from} ${more === 2 ? 'and' : 'to'} ${to}`;
  const where = first.line === 1 ? 'The first line' : `Line ${String(first.line)}`;
  return [`${where} names ${String(named)} of ${String(columns)} columns; ${others}.`];
}

const APOSTROPHE = 39;

/** Names that are hardly meant so. */
function oddNames({ bytes, fit, dialect }: Findings): string[] {
  const [first] = fit.records;
  if (dialect.header !== 'first' || !first) return [];
  if (first.broken) return ['Among the column names text follows a closing quote.'];
  const enclosed = first.fields.some(
    ({ start, end, quoted }) =>
      !quoted && end - start > 1 && bytes[start] === APOSTROPHE && bytes[end - 1] === APOSTROPHE,
  );
  return enclosed ? ["There are column names in '…', which were not taken for quotes."] : [];
}

function taken({ found, fit }: Findings): string[] {
  if (found.doubt === null || found.confidence >= SURE) return [];
  const where = fit.skip === 0 ? 'The first line' : `Line ${String(fit.skip + 1)}`;
  const role = found.header === 'first' ? 'for column names' : 'for a record, not for column names';
  return [`${where} was taken ${role}; ${found.doubt}.`];
}

function trailingField({ trailing, dialect }: Findings): string[] {
  if (!trailing) return [];
  const name = delimiterName(dialect.delimiter);
  return [`Every record ends with a ${name}; the empty field after it was left out.`];
}
