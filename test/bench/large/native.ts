// Runs statements in native DuckDB with one thread, in a process of its own: `native.ts '<JSON of NativeWork>'`.
import { DuckDBInstance } from '@duckdb/node-api';

/** Statements to prepare, then ways of the same work of which the fastest counts. */
export interface NativeWork {
  readonly before: readonly string[];
  readonly ways: readonly (readonly string[])[];
  /** Gives a number that tells whether the same was done. */
  readonly check: string;
}

export interface NativeTiming {
  /** Wall seconds of the fastest way. */
  readonly seconds: number;
  readonly check: number;
  readonly peakMB: number;
  readonly version: string;
}

async function measure({ before, ways, check }: NativeWork): Promise<NativeTiming> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const number = async (query: string) =>
    Number((await connection.runAndReadAll(query)).getRows()[0]?.[0]);
  for (const statement of before) await connection.run(statement);
  let seconds = Infinity;
  for (const way of ways) {
    const started = performance.now();
    for (const statement of way) await connection.run(statement);
    seconds = Math.min(seconds, (performance.now() - started) / 1000);
  }
  const version = String((await connection.runAndReadAll('SELECT version()')).getRows()[0]?.[0]);
  return {
    seconds,
    check: await number(check),
    peakMB: process.resourceUsage().maxRSS / 1024,
    version,
  };
}

process.stdout.write(
  JSON.stringify(await measure(JSON.parse(process.argv[2] ?? '') as NativeWork)),
);
