import type { FormatModule } from '../format.ts';
import type { FormatTable } from '../scanner.ts';
import { readCsv } from './read.ts';
import { sniffCsv } from './sniff.ts';

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
    layout: { delimiter, width: header.length, dialect: true },
    warnings:
      header.length > 1
        ? []
        : [`There is one column only, fields being separated by a ${name}. Is that so?`],
  };
  return [table];
};

export const read: FormatModule['read'] = (source, table, options) =>
  readCsv(source, table.layout?.delimiter ?? ',', table.columns.length, options);
