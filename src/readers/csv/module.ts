import type { SniffedDialect } from '../../engine/reading.ts';
import type { FormatModule } from '../format.ts';
import type { FormatTable } from '../scanner.ts';
import { rawLines } from './lines.ts';
import { readCsv } from './read.ts';
import { hasMark, sniffCsv } from './sniff.ts';

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};

export const describe: FormatModule['describe'] = async (source, options) => {
  const { delimiter, header } = await sniffCsv(source, options);
  const name = DELIMITER_NAMES[delimiter] ?? delimiter;
  const table: FormatTable = {
    name: '',
    columns: header.map((column) => ({ name: column, type: null })),
    layout: { delimiter, width: header.length, dialect: plainDialect(delimiter) },
    warnings:
      header.length > 1
        ? []
        : [`There is one column only, fields being separated by a ${name}. Is that so?`],
  };
  return [table];
};

function plainDialect(delimiter: string): SniffedDialect {
  const confidence = {
    encoding: 1,
    delimiter: 1,
    quote: 1,
    skip: 1,
    comment: 1,
    header: 1,
    short: 1,
  };
  return {
    encoding: 'utf-8',
    delimiter,
    quote: '"',
    skip: 0,
    comment: '',
    header: 'first',
    short: 'reject',
    confidence,
  };
}

export const read: FormatModule['read'] = (source, table, options) =>
  readCsv(source, table.layout?.delimiter ?? ',', table.columns.length, options);

/** Bytes to show the first lines of. */
const SHOWN_BYTES = 1 << 18;

export const lines: NonNullable<FormatModule['lines']> = async (source, table, _, count) => {
  const { layout } = table;
  if (!layout?.dialect) return [];
  const { bytes, whole } = await source.head(SHOWN_BYTES);
  const text = bytes.subarray(hasMark(bytes) ? 3 : 0);
  const { dialect, width } = layout;
  return rawLines(text, { dialect, width, trailing: false, whole }, count);
};
