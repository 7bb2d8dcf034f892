import { formatNumber } from '../../charts/format.ts';
import type { ColumnProfile } from './column-model.ts';

/** A smallest or largest value as it is read: numbers grouped, times without seconds that are zero. */
export function valueText(value: string | null, { type }: Pick<ColumnProfile, 'type'>): string {
  if (value === null) return 'null';
  const number = type === 'number' || type === 'integer' ? Number(value) : Number.NaN;
  if (Number.isFinite(number)) return formatNumber(number);
  return type === 'timestamp' ? value.replace(/(:\d\d):00$/, '$1') : value;
}

/** From when to when, by the day: `2020-01-17 to 2020-01-21`; one day once. */
export function dayRange(column: Pick<ColumnProfile, 'min' | 'max'> | undefined): string | null {
  if (!column || column.min === null || column.max === null) return null;
  const [from, to] = [column.min.slice(0, 10), column.max.slice(0, 10)];
  return from === to ? from : `${from} to ${to}`;
}
