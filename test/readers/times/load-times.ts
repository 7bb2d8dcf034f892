import { ReadError } from '../../../src/engine/ports.ts';
import type { ReadQuestion, TimeReading } from '../../../src/engine/reading.ts';
import { sharedDatabase } from '../../duckdb/shared.ts';
import { csvText } from '../csv-text.ts';
import { jsonCell, loadBytes } from '../load-case.ts';

/** What became of texts that were read as times. */
export interface LoadedTimes {
  /** ISO 8601 with microseconds; null where the text was empty. */
  readonly times: readonly unknown[];
  readonly rejects: readonly (readonly [line: number, reason: string, text: string])[];
  readonly warnings: readonly string[];
}

/** Loads texts, line 2 on, as times of a column `t`; many slices, for nothing may depend on where they end. */
export async function loadTimes(
  texts: readonly string[],
  time?: TimeReading,
  sliceBytes = 500,
): Promise<LoadedTimes> {
  const csv = csvText([['t', 'i'], ...texts.map((text, i) => [text, String(i)])], {
    quoteAll: true,
  });
  const { loaded, table } = await loadBytes(
    await sharedDatabase(),
    [['t.csv', csv]],
    { reading: { columns: { t: { type: 'timestamp', time } } } },
    { sliceBytes },
  );
  return {
    times: table.rows.map((row) => jsonCell(row[1] ?? null, 'timestamp')),
    rejects: loaded.rejects.map(({ line, reason, text }) => [line, reason, text]),
    warnings: loaded.warnings,
  };
}

/** The question that loading asks, with the words of its message. */
export async function askedOf(
  texts: readonly string[],
  time?: TimeReading,
): Promise<{
  readonly question: ReadQuestion | null;
  readonly message: string;
  readonly line: number | null;
}> {
  try {
    await loadTimes(texts, time);
  } catch (thrown) {
    if (!(thrown instanceof ReadError)) throw thrown;
    return { question: thrown.question, message: thrown.message, line: thrown.line };
  }
  throw new Error('Nothing was asked.');
}
