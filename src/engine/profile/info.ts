import type { ColumnType, Table } from '../table.ts';
import { oneLine } from './describe.ts';
import type { ColumnStatistics } from './statistics.ts';

/** Rows of pandas' `info()` as a table: column, non-null, type, bytes. */
export function infoTable(columns: readonly ColumnStatistics[]): Table {
  return {
    columns: [
      { name: 'column', type: 'text' },
      { name: 'non_null', type: 'integer' },
      { name: 'type', type: 'text' },
      { name: 'bytes', type: 'integer' },
    ],
    rows: columns.map(({ name, rows, nulls, type, bytes }) => [name, rows - nulls, type, bytes]),
  };
}

/** What pandas' `info()` prints: rows, the columns with their non-null counts and types, memory before packing. */
export function infoText(name: string, columns: readonly ColumnStatistics[]): string {
  const widest = Math.max(0, ...columns.map((column) => oneLine(column.name).length));
  const rows = columns[0]?.rows ?? 0;
  const digits = String(rows).length;
  return [
    name,
    `${String(rows)} rows`,
    `Data columns (total ${String(columns.length)} columns):`,
    ...columns.map((column) => {
      const held = String(column.rows - column.nulls).padStart(digits);
      return `${oneLine(column.name).padEnd(widest)}    ${held} non-null ${column.type}`;
    }),
    `types: ${typeCounts(columns)
      .map(([type, count]) => `${type}(${String(count)})`)
      .join(', ')}`,
    `memory: ${bytesText(memoryOf(columns))} before packing`,
    '',
  ].join('\n');
}

/** How many columns are of each type, by its name. */
export function typeCounts(
  columns: readonly ColumnStatistics[],
): readonly (readonly [ColumnType, number])[] {
  const types = new Map<ColumnType, number>();
  for (const { type } of columns) types.set(type, (types.get(type) ?? 0) + 1);
  return [...types].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** Bytes of all values before the engine packs them. */
export function memoryOf(columns: readonly ColumnStatistics[]): number {
  return columns.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
}

const UNITS = ['bytes', 'KB', 'MB', 'GB'];

function bytesText(bytes: number): string {
  const power = Math.min(
    UNITS.length - 1,
    Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)),
  );
  return `${power === 0 ? String(bytes) : (bytes / 1024 ** power).toFixed(1)} ${UNITS[power] ?? ''}`;
}
