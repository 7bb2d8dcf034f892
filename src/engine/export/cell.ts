import type { Cell, Column } from '../table.ts';

/** A value as text without loss: shortest round-trip numbers with an ASCII minus, ISO 8601 times (UTC, no zone); null is null. */
export function formatCell(value: Cell, type: Column['type']): string | null {
  if (value === null) return null;
  if (type === 'timestamp' && typeof value === 'bigint') return formatTime(value);
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Microseconds since 1970 as `2020-01-17T09:03:00`, with up to six digits of a fraction where there is one. */
export function formatTime(micros: bigint): string {
  const million = 1_000_000n;
  const fraction = ((micros % million) + million) % million;
  const date = new Date(Number((micros - fraction) / 1000n));
  const whole = date.toISOString().slice(0, -5);
  return fraction === 0n
    ? whole
    : `${whole}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}
