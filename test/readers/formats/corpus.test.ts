import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { ReadError } from '../../../src/engine/ports.ts';
import { formatCell } from '../../../src/engine/export/cell.ts';
import { hasOutside, load, outside, outsideUrl } from './shared.ts';

/** What becomes of a file: the error, or the table in short. Its values were compared with those of another reader. */
interface Verdict {
  readonly verdict: 'read' | 'warned' | 'refused';
  readonly error?: string;
  readonly columns?: string;
  readonly rows?: number;
  /** SHA-256 of all values as text, its beginning. */
  readonly values?: string;
  readonly warnings?: readonly string[];
}

const FOLDER = 'corpora/parquet-testing-good/data/';
async function verdictOf(path: string): Promise<Verdict> {
  try {
    const { loaded, table } = await load('a.parquet', outside(FOLDER + path));
    const lines = table.rows.map((row) =>
      JSON.stringify(row.map((cell, i) => formatCell(cell, table.columns[i]?.type ?? 'text'))),
    );
    return {
      verdict: loaded.warnings.length > 0 ? 'warned' : 'read',
      columns: table.columns.map(({ type }) => type).join(' '),
      rows: table.rows.length,
      values: createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
      ...(loaded.warnings.length > 0 ? { warnings: loaded.warnings } : {}),
    };
  } catch (thrown) {
    if (!(thrown instanceof ReadError)) throw thrown;
    return { verdict: 'refused', error: thrown.message };
  }
}

/** After a change that is meant: `npx vitest run --project node test/readers/formats/corpus.test.ts -u`, and look at the difference. */
test.skipIf(!hasOutside)(
  'Parquet files of other programs are read, or refused in words',
  async () => {
    const files = readdirSync(outsideUrl(FOLDER), { recursive: true }).map(String);
    const verdicts: Record<string, Verdict> = {};
    const native = await (await DuckDBInstance.create()).connect();
    for (const file of files.filter((name) => /\.parquet(\.encrypted)?$/.test(name)).toSorted())
      verdicts[file] = await verdictOf(file);
    expect(Object.keys(verdicts)).toHaveLength(88);
    for (const [file, { verdict, rows, error }] of Object.entries(verdicts)) {
      if (file.endsWith('.encrypted')) expect(error, file).toContain('is encrypted');
      // The one that the other reader refuses: a map without values is no map to it.
      if (verdict === 'refused' || file === 'map_no_value.parquet') continue;
      const path = fileURLToPath(outsideUrl(FOLDER + file)).replaceAll("'", "''");
      const counted = await native.runAndReadAll(
        `SELECT count(*)::INT FROM read_parquet('${path}')`,
      );
      expect(rows, file).toBe(counted.getRows()[0]?.[0]);
    }
    await expect(`${JSON.stringify(verdicts, null, 2)}\n`).toMatchFileSnapshot(
      'parquet-verdicts.json',
    );
  },
);

test
  .skipIf(!hasOutside)
  .each([
    'delta_binary_packed',
    'delta_byte_array',
    'delta_encoding_optional_column',
    'delta_encoding_required_column',
  ])('%s has the values that its notes promise', async (name) => {
  const { table } = await load('a.parquet', outside(`${FOLDER}${name}.parquet`));
  const text = new TextDecoder().decode(outside(`${FOLDER}${name}_expect.csv`));
  const [header = [], ...rows] = parse(text);
  expect(table.columns).toHaveLength(header.length);
  const found = table.rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  expect(found).toStrictEqual(rows);
});
