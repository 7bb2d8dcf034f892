import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { csvLine } from '../../src/simulate/csv-lines.ts';
import { sharedDatabase } from '../duckdb/shared.ts';
import { dropOthers, recipe, relations } from '../engine/small-run.ts';
import { parseCsv } from '../simulate/read-log.ts';

let folder: string | undefined;

/** Every test file calls this once: what it wrote is removed when it is done. */
export function useFolder(): void {
  afterAll(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    folder = undefined;
  });
}

/** A path in the temporary folder. */
export function path(name: string): string {
  folder ??= mkdtempSync(join(tmpdir(), 'spoor-cli-'));
  return join(folder, name);
}

/** Writes a file of the temporary folder and gives its path. */
export function put(name: string, content: string | Uint8Array): string {
  writeFileSync(path(name), content);
  return path(name);
}

export interface Spoken {
  readonly code: number;
  /** Standard error: progress, notes and the message. */
  readonly err: string;
  readonly out: string;
  /** The message of a failure, without the prefix. */
  readonly message: string;
}

/** Runs the command line in this process, on the tests' own engine, which is tidied up afterwards. */
export async function spoor(...args: readonly string[]): Promise<Spoken> {
  const said = { err: '', out: '' };
  const listen = (stream: NodeJS.WriteStream, name: 'err' | 'out') =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    });
  const spies = [listen(process.stderr, 'err'), listen(process.stdout, 'out')];
  const database = await sharedDatabase();
  const before = await relations();
  const close = () => dropOthers(before);
  try {
    const code = await main(args, () => Promise.resolve({ ...database, close }));
    return { code, ...said, message: said.err.split('spoor: ')[1]?.trimEnd() ?? '' };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Runs email-bots over one file into a folder of its own. */
export const runBots = (log: string, out: string, ...more: readonly string[]): Promise<Spoken> =>
  spoor('run', 'email-bots', '--input', `events=${log}`, '--out', path(out), ...more);

export const text = (out: string, file: string): string =>
  readFileSync(join(path(out), file), 'utf8');
export const files = (out: string): string[] => readdirSync(path(out)).sort();
export const json = (out: string, file: string): Record<string, unknown> =>
  JSON.parse(text(out, file)) as Record<string, unknown>;
/** A run's record without the times that differ from run to run. */
export const timeless = (out: string): unknown =>
  JSON.parse(text(out, 'run.json'), (key, value: unknown) => (key === 'ms' ? 0 : value));
/** Every CSV file of a folder. */
export const csvs = (out: string): Record<string, string> =>
  Object.fromEntries(
    files(out).flatMap((file) => (file.endsWith('.csv') ? [[file, text(out, file)]] : [])),
  );
export const records = (out: string, table: string): string[][] =>
  parseCsv(text(out, `${table}.csv`));

export const COLUMNS = Object.keys(recipe.inputs['events']!);

/** A log with all columns of email-bots; what a row leaves out is like everybody's. */
export function log(rows: readonly Readonly<Record<string, string>>[], columns = COLUMNS): string {
  const usual: Readonly<Record<string, string>> = {
    SendDate: '2020-01-17 09:00:00',
    RequestDate: '2020-01-17 10:00:00',
    IPAddress: '10.0.0.1',
    UserAgent: 'Firefox',
    'AS Name': 'Comcast',
    'AS Number': '7922',
    'CIDR Range': '10.0.0.0/24',
  };
  return [
    columns,
    ...rows.map((row) => columns.map((column) => row[column] ?? usual[column] ?? 'x')),
  ]
    .map(csvLine)
    .join('');
}

/** Rows of `count` people on addresses of their own, a minute apart. */
export const people = (count: number): Record<string, string>[] =>
  Array.from({ length: count }, (_, i) => ({
    InboxID: `inbox ${i}`,
    IPAddress: `10.0.0.${i + 1}`,
    RequestDate: `2020-01-17 10:${String(i).padStart(2, '0')}:00`,
  }));
