import { simulateEmailClicks } from '../../src/simulate/email-clicks.ts';

export interface Log {
  readonly csv: string;
  readonly truth: string;
  readonly rows: number;
}

/** A whole simulated log in one piece. */
export function write(seed: number, rows?: number): Log {
  const chunks = [...simulateEmailClicks({ seed, rows }).chunks];
  return {
    csv: chunks.map((chunk) => chunk.csv).join(''),
    truth: chunks.map((chunk) => chunk.truth).join(''),
    rows: chunks.reduce((sum, chunk) => sum + chunk.rows, 0),
  };
}

/** Records of an RFC 4180 text, by a pattern that shares nothing with the writer. A text that is none throws. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))([,\n])/y;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (match === null) throw new Error(`no CSV field at character ${at}`);
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\n') {
      records.push(record);
      record = [];
    }
  }
  if (record.length > 0) throw new Error('the last record has no line feed');
  return records;
}

/** Columns of a CSV text with a header, by name. A record of another width throws. */
export function readColumns(text: string): (name: string) => string[] {
  const [header = [], ...records] = parseCsv(text);
  const odd = records.findIndex((record) => record.length !== header.length);
  if (odd >= 0) throw new Error(`record ${odd} has another number of fields than the header`);
  return (name) => records.map((record) => record[header.indexOf(name)] ?? '');
}

export function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
