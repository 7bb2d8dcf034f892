import { createHash } from 'node:crypto';
import { ReadError, type SourceFile } from '../../../src/engine/ports.ts';
import { makeLocalScanner } from '../../../src/readers/local-scanner.ts';
import { createReader } from '../../../src/readers/reader.ts';
import type { TableDescription, TextSlice } from '../../../src/readers/scanner.ts';
import { ident, sql } from '../../../src/sql/sql.ts';
import { sharedDatabase } from '../../duckdb/shared.ts';
import { countDelimited, countRecords, type Count } from './counters.ts';
import type { Bytes } from './samples.ts';

/** One table of a file as it was read. */
export interface ReadTable {
  readonly table: TableDescription;
  readonly records: number;
  readonly rejected: number;
  /** SHA-256 of all that was handed to the engine. */
  readonly digest: string;
  readonly warnings: readonly string[];
  /** What an independent counter says. */
  readonly counted: Count;
}

/** What became of a file. `faults` are what must never be. */
export interface Outcome {
  readonly refusal: ReadError | null;
  readonly tables: readonly ReadTable[];
  readonly faults: readonly string[];
  readonly seconds: number;
}

export const UNREADABLE_ELSEWHERE = 'the counter cannot read what the reader reads';
const MOST_TABLES = 6;
const MOST_SECONDS = 10;
/** A table that is written without a quote in it, as slices are. */
const SLICE = {
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  skip: 0,
  comment: '',
  header: 'none',
  short: 'reject',
} as const;

const scanner = makeLocalScanner();

/** Reads a file without the engine and holds what comes out against an independent count. */
export async function attempt(name: string, bytes: Bytes): Promise<Outcome> {
  const began = performance.now();
  const file = { name, blob: new Blob([bytes]) };
  const tables: ReadTable[] = [];
  const faults: string[] = [];
  let refusal: ReadError | null = null;
  try {
    for (const table of (await scanner.sniff(file)).slice(0, MOST_TABLES))
      tables.push(await readAll({ ...file, table: table.name || undefined }, table, bytes, faults));
  } catch (thrown) {
    refusal = thrown instanceof ReadError ? thrown : null;
    faults.push(...faultsOf(thrown, name));
  }
  const seconds = (performance.now() - began) / 1000;
  if (seconds > MOST_SECONDS) faults.push(`it took ${seconds.toFixed(1)} s`);
  return { refusal, tables, faults, seconds };
}

async function readAll(
  file: SourceFile,
  table: TableDescription,
  bytes: Bytes,
  faults: string[],
): Promise<ReadTable> {
  const hash = createHash('sha256');
  let inSlices = 0;
  let rejects = 0;
  for await (const part of scanner.scan(file, table)) {
    if (part.kind !== 'end') {
      inSlices += part.records;
      rejects += part.rejects.length;
      hash.update(part.bytes);
      if (part.kind === 'text' && recordsOf(part, table) !== part.records)
        faults.push('a slice holds other records than it says');
      for (const { reason } of part.rejects) faults.push(...wordFaults(reason, false));
      continue;
    }
    const { records, rejected, warnings } = part;
    if (inSlices + rejected !== records)
      faults.push(`${inSlices} rows and ${rejected} rejected of ${records} records`);
    if (rejects !== Math.min(rejected, 10_000)) faults.push('rejected records are not listed');
    for (const warning of [...table.warnings, ...warnings])
      faults.push(...wordFaults(warning, false));
    const counted = countRecords(bytes, table);
    const all = [...table.warnings, ...warnings];
    if (counted === 'broken') faults.push(UNREADABLE_ELSEWHERE);
    else if (counted !== 'unknown' && counted !== records && (all.length === 0 || isExact(table)))
      faults.push(`${records} records read, ${counted} counted (${table.format})`);
    const digest = hash.digest('hex');
    return { table, records, rejected, digest, warnings: all, counted };
  }
  throw new RangeError('The scan has no end.');
}

/** Whether no warning can mean that records are told apart in another way. */
function isExact({ format }: TableDescription): boolean {
  return format === 'parquet' || format === 'arrow' || format === 'sqlite';
}

function recordsOf({ bytes }: TextSlice, { layout }: TableDescription): number {
  const delimiter = layout?.delimiter ?? ',';
  return countDelimited(Uint8Array.from(bytes), { ...SLICE, delimiter });
}

/** What an error says that no person should read. */
export function faultsOf(thrown: unknown, file: string): string[] {
  if (!(thrown instanceof ReadError)) {
    const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return [`no ReadError: ${stack.slice(0, 600)}`];
  }
  return [
    ...wordFaults(thrown.message, true),
    ...(thrown.file === file ? [] : [`the error names the file "${thrown.file}"`]),
  ];
}

const INTERNALS =
  /\bundefined\b|\[object |(Type|Range|Runtime|Syntax|Reference)Error|unreachable|memory access|out of bounds|Cannot (read|mix|convert|destructure)|is not (a function|iterable|defined|a constructor)|Invalid (typed )?array|call stack|\bwasm\b|\.(ts|js|mjs|rs|c)\b|offset is|node_modules|table index|panicked|unwrap|\b0x[0-9a-f]{5}|null\b.*\bof null/i;

function wordFaults(text: string, isSentence: boolean): string[] {
  const shown = JSON.stringify(text.slice(0, 400));
  // What stands in quotes is the file's own.
  const own = text.replace(/"[^"]*"/g, '""');
  return [
    ...(INTERNALS.test(own) ? [`not in words: ${shown}`] : []),
    ...(isSentence && !/^[A-Z].*[.?]$/s.test(text) ? [`no sentence: ${shown}`] : []),
    ...(text.length > 2000 ? [`too long: ${shown}`] : []),
  ];
}

let loads = 0;

/** Loads every table of a file into the engine. @returns what must never be. */
export async function attemptLoad(name: string, bytes: Bytes, outcome: Outcome): Promise<string[]> {
  const database = await sharedDatabase();
  const faults: string[] = [];
  const names = outcome.tables.map(({ table }) => table.name || undefined);
  for (const table of names.length > 0 ? names : [undefined]) {
    loads += 1;
    const relation = `mutant ${loads}`;
    const files = [{ name, blob: new Blob([bytes]), table }];
    try {
      const reader = createReader(database, scanner);
      const loaded = await reader.load({ input: 'x', relation, files, types: {}, mapping: {} });
      const { rows } = await database.rows(sql`SELECT count(*) FROM ${ident(relation)}`);
      const [record] = loaded.files;
      const read = outcome.tables.find((other) => (other.table.name || undefined) === table);
      const sum = (record?.rows ?? NaN) + (record?.rejected ?? NaN);
      if (Number(rows[0]?.[0]) !== record?.rows) faults.push('the engine has other rows');
      if (sum !== read?.records) faults.push(`${sum} loaded of ${read?.records ?? 'none'}`);
    } catch (thrown) {
      faults.push(...faultsOf(thrown, name));
    } finally {
      await database.run(sql`DROP TABLE IF EXISTS ${ident(relation)}`);
    }
  }
  return faults.map((fault) => `load: ${fault}`);
}
