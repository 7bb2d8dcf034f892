import type { Schema } from '../sql/schema.ts';

export type { Column, ColumnType, Schema } from '../sql/schema.ts';

/** A value. Timestamps are microseconds since 1970-01-01 UTC as bigint; integers are numbers while they are safe, else bigint. */
export type Cell = string | number | bigint | boolean | null;

/** A few rows in memory: rows[i][j] belongs to columns[j]. */
export interface Table {
  readonly columns: Schema;
  readonly rows: readonly (readonly Cell[])[];
}
