/** What a column of a table can hold, whatever file or engine it came from. */
export type ColumnType = 'text' | 'integer' | 'number' | 'timestamp' | 'boolean';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

export type Schema = readonly Column[];

/** Whether a column holds numbers, whole or not. */
export function isNumeric(column: Column): boolean {
  return column.type === 'integer' || column.type === 'number';
}
