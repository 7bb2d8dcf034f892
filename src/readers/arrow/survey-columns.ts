import type { DataType, RecordBatch } from 'apache-arrow';
import { conversionOf } from './convert.ts';
import { type Reading, surveyOf } from './survey.ts';

/** What was found out about a column, by its position. */
export type Settled = ReadonlyMap<
  number,
  { readonly reading: Reading; readonly warning: string | null }
>;

/**
 * Looks at the columns whose values decide how they are read.
 * @param types  null for a column that needs no look.
 * @param batchesOf  gives the columns of these positions, in this order.
 */
export async function surveyColumns(
  types: readonly (DataType | null)[],
  batchesOf: (positions: readonly number[]) => AsyncIterable<RecordBatch>,
): Promise<Settled> {
  const looks = types.flatMap((type, i) =>
    type === null || conversionOf(type) ? [] : [{ i, survey: surveyOf(type) }],
  );
  if (looks.length > 0)
    for await (const batch of batchesOf(looks.map(({ i }) => i)))
      for (const [at, { survey }] of looks.entries()) {
        const data = batch.data.children[at];
        if (data) survey.look(data);
      }
  return new Map(looks.map(({ i, survey }) => [i, survey.settle()]));
}
