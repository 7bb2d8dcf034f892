import { parse } from 'csv-parse/sync';
import { readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ReadError } from '../../src/engine/ports.ts';
import { hasOutside, outside, outsideUrl } from './formats/shared.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { csvText } from './csv-text.ts';
import { loadBytes } from './load-case.ts';
import { scanned } from './scan-case.ts';

const FOLDER = 'corpora/naughty-strings/';

test.skipIf(!hasOutside)(
  'a list of naughty strings is one column, every line as it is',
  async () => {
    const bytes = outside(`${FOLDER}blns.txt`);
    const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\n');
    const { rows, rejects, table } = await scanned(bytes, {
      delimiter: '',
      quote: '',
      comment: '',
      skip: 0,
      header: ['line'],
    });
    expect(rejects).toStrictEqual([]);
    expect(rows.map(([line]) => line)).toStrictEqual(lines.filter((line) => line !== ''));
    expect(table.columns).toStrictEqual([{ name: 'line', type: null }]);
  },
);

test.skipIf(!hasOutside)(
  'naughty strings come back from CSV unchanged, and as names of columns',
  async () => {
    const strings = JSON.parse(
      new TextDecoder().decode(outside(`${FOLDER}blns.json`)),
    ) as readonly string[];
    expect(strings.length).toBeGreaterThan(500);
    for (const delimiter of [',', ';', '\t']) {
      const text = csvText([['a', 'b'], ...strings.map((value) => [value, value])], { delimiter });
      const types = { a: 'text', b: 'text' } as const;
      const { table, loaded } = await loadBytes(await sharedDatabase(), [['a.csv', text]], {
        types,
      });
      expect(table.rows.map((row) => row[1])).toStrictEqual(strings);
      expect(table.rows.map((row) => row[2])).toStrictEqual(strings);
      const { rows } = await scanned(text);
      expect(rows).toStrictEqual(strings.map((value) => [value, value]));
      expect(loaded.rejects).toStrictEqual([]);
    }
    const named = [...new Set(strings)].filter((value) => value !== '');
    const text = csvText([named, named.map((_, i) => String(i))]);
    const { table } = await scanned(text);
    expect(table.columns.map(({ name }) => name)).toStrictEqual(named);
  },
);

const CORPUS = 'corpora/duckdb-csv-rejects/data/csv/';

test.skipIf(!hasOutside)(
  'as many records as another parser finds, in every file',
  async () => {
    const files = readdirSync(outsideUrl(CORPUS), { recursive: true })
      .map(String)
      .filter((name) => /\.(csv|tsv)(\.gz)?$/.test(name));
    expect(files).toHaveLength(151);
    const compared: string[] = [];
    for (const file of files) {
      const bytes = outside(CORPUS + file);
      const found = await scanned(bytes, undefined, {}, false).catch((thrown: unknown) => {
        expect(thrown).toBeInstanceOf(ReadError);
      });
      const dialect = found?.table.layout?.dialect;
      if (!found || !dialect) continue;
      const plain = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
      const text = new TextDecoder(dialect.encoding).decode(plain);
      const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
      let records: unknown[];
      try {
        records = parse(
          lines
            .slice(dialect.skip)
            .filter((line) => dialect.comment === '' || !line.startsWith(dialect.comment))
            .join(''),
          {
            delimiter: dialect.delimiter || '\u{10FFFF}',
            quote: dialect.quote || false,
            relax_column_count: true,
            skip_empty_lines: true,
            record_delimiter: ['\r\n', '\n', '\r'],
          },
        );
      } catch {
        // It refuses the file at the first stray quote; those are counted in the properties.
        continue;
      }
      compared.push(file);
      expect(found.end.records, file).toBe(records.length - (dialect.header === 'first' ? 1 : 0));
    }
    expect(compared.length).toBeGreaterThan(110);
  },
  60_000,
);
