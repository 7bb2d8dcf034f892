import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatCell } from '../../../src/engine/export/cell.ts';
import { ReadError } from '../../../src/engine/ports.ts';
import { hasOutside, load, outside, outsideUrl } from './shared.ts';

/** What becomes of a file: the error, or the table in short. */
interface Verdict {
  readonly verdict: 'read' | 'read with a warning' | 'refused';
  readonly reason?: string;
  readonly columns?: string;
  readonly records?: number;
  readonly rows?: number;
  readonly rejected?: number;
  readonly warnings?: readonly string[];
}

const FOLDER = 'corpora/duckdb-csv-rejects/data/';

async function verdictOf(path: string): Promise<Verdict> {
  try {
    const name = path.endsWith('.gz') ? 'a.csv.gz' : 'a.csv';
    const { loaded, table } = await load(name, outside(FOLDER + path));
    const [file] = loaded.files;
    const rows = file?.rows ?? 0;
    const rejected = file?.rejected ?? 0;
    expect(table.rows).toHaveLength(rows);
    const names = table.columns.map(({ name }) => name);
    const { warnings } = loaded;
    return {
      verdict: warnings.length > 0 ? 'read with a warning' : 'read',
      columns: names.length > 12 ? `${String(names.length)} columns` : names.join(' | '),
      records: rows + rejected,
      rows,
      rejected,
      ...(warnings.length > 0
        ? { warnings: warnings.map((text) => text.replace(`${name}: `, '')) }
        : {}),
    };
  } catch (thrown) {
    if (!(thrown instanceof ReadError)) throw thrown;
    return { verdict: 'refused', reason: thrown.message };
  }
}

/** After a change that is meant: `npx vitest run --project node test/readers/formats/csv-corpus.test.ts -u`, and look at the difference. */
test.skipIf(!hasOutside)(
  'faulty files of other hands are read, read with a warning, or refused in words',
  { timeout: 120_000 },
  async () => {
    const files = readdirSync(outsideUrl(FOLDER), { recursive: true }).map(String);
    const verdicts: Record<string, Verdict> = {};
    for (const file of files.filter((name) => /\.[a-z]+$/.test(name)).toSorted())
      verdicts[file] = await verdictOf(file);
    expect(Object.keys(verdicts)).toHaveLength(151);
    await expect(`${JSON.stringify(verdicts, null, 2)}\n`).toMatchFileSnapshot('csv-verdicts.json');
  },
);

const SPECTRUM = 'corpora/csv-spectrum/';

test.skipIf(!hasOutside)('every file of csv-spectrum is the JSON that it means', async () => {
  const names = readdirSync(outsideUrl(`${SPECTRUM}csvs/`)).map((name) => name.slice(0, -4));
  expect(names).toHaveLength(11);
  for (const name of names) {
    const { loaded, table } = await load('a.csv', outside(`${SPECTRUM}csvs/${name}.csv`));
    const json = new TextDecoder().decode(outside(`${SPECTRUM}json/${name}.json`));
    const meant = JSON.parse(json) as Record<string, string>[];
    const read = table.rows.map((row) =>
      Object.fromEntries(
        table.columns.map(({ name: column, type }, i) => [
          column,
          formatCell(row[i] ?? null, type),
        ]),
      ),
    );
    expect(read, name).toStrictEqual(meant);
    expect(loaded.rejects).toStrictEqual([]);
    expect(loaded.warnings, name).toStrictEqual([]);
  }
});
