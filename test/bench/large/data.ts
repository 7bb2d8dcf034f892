import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** A made-up web log: numbers, times, and texts of few and of many values. */
const COLUMNS = {
  id: 'i',
  time: "TIMESTAMP '2024-01-01' + INTERVAL (i * 37) MILLISECONDS",
  ip: "concat(hash(i % 50000) % 223 + 1, '.', hash(i % 50000 + 1) % 256, '.', hash(i % 50000 + 2) % 256, '.', hash(i % 50000 + 3) % 256)",
  user: "'user' || (hash(i * 7) % 200000)",
  method: "['GET', 'POST', 'PUT', 'HEAD'][(hash(i * 3) % 4 + 1)::INTEGER]",
  url: "'/path/' || (hash(i * 5) % 3000)",
  status: '(hash(i * 11) % 5 * 100 + 200)::INTEGER',
  bytes: '(hash(i * 17) % 100000)::BIGINT',
  ms: '(hash(i * 13) % 1000000 / 1000)::DOUBLE',
  agent:
    "['Mozilla/5.0 (Windows NT 10.0)', 'Mozilla/5.0 (X11; Linux)', 'curl/8.0', 'bot'][(hash(i * 19) % 4 + 1)::INTEGER]",
} as const;

export interface LargeFile {
  readonly rows: number;
  /** How many of the columns, from the first. */
  readonly columns: number;
  readonly format: 'csv' | 'parquet';
}

/** Path of the file, which is made when it is not there yet and kept for the next time. */
export async function largeFile({ rows, columns, format }: LargeFile): Promise<string> {
  const folder = join(tmpdir(), 'spoor-bench-large');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `log-${String(rows)}x${String(columns)}.${format}`);
  if (existsSync(path)) return path;
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const selected = Object.entries(COLUMNS)
    .slice(0, columns)
    .map(([name, expression]) => `${expression} AS "${name}"`);
  const options = format === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet, COMPRESSION zstd';
  const from = `SELECT ${selected.join(', ')} FROM range(${String(rows)}) AS numbers(i)`;
  await connection.run(`COPY (${from}) TO '${path}.part' (${options})`);
  connection.closeSync();
  instance.closeSync();
  renameSync(`${path}.part`, path);
  return path;
}
