import type { SampleRecord } from './sample.ts';

/** Share of records as wide as the first, 0 to 1. One that has an empty field more, where the first has none, agrees, too. */
export function agreementOf(records: readonly SampleRecord[]): number {
  const [first] = records;
  if (!first) return 0;
  const agreeing = records.filter((record) => isAsWide(record, first));
  return agreeing.length / records.length;
}

function isAsWide(record: SampleRecord, first: SampleRecord): boolean {
  const more = record.fields.length - first.fields.length;
  return more === 0 || (more === 1 && record.lastEmpty && !first.lastEmpty);
}

/** The width that most records have, of the widest where several do. */
export function commonWidth(records: readonly SampleRecord[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [best] = [...counts].toSorted(([a, n], [b, m]) => m - n || b - a);
  return best?.[0] ?? 0;
}
