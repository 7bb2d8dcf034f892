import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ReadError } from '../../../src/engine/ports.ts';
import { formatCell } from '../../../src/engine/export/cell.ts';
import { hasOutside, load, outside, outsideUrl } from './shared.ts';

/** What becomes of a file: the error, or the table in short. Its values were compared with those of another reader. */
interface Verdict {
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
      columns: table.columns.map(({ type }) => type).join(' '),
      rows: table.rows.length,
      values: createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
      ...(loaded.warnings.length > 0 ? { warnings: loaded.warnings } : {}),
    };
  } catch (thrown) {
    if (!(thrown instanceof ReadError)) throw thrown;
    return { error: thrown.message };
  }
}

/** After a change that is meant: `npx vitest run --project node test/readers/formats/corpus.test.ts -u`, and look at the difference. */
test.skipIf(!hasOutside)(
  'Parquet files of other programs are read, or refused in words',
  async () => {
    const files = readdirSync(outsideUrl(FOLDER), { recursive: true }).map(String);
    const verdicts: Record<string, Verdict> = {};
    for (const file of files.filter((name) => /\.parquet(\.encrypted)?$/.test(name)).toSorted())
      verdicts[file] = await verdictOf(file);
    expect(Object.keys(verdicts)).toHaveLength(88);
    await expect(`${JSON.stringify(verdicts, null, 2)}\n`).toMatchFileSnapshot(
      'parquet-verdicts.json',
    );
  },
);
