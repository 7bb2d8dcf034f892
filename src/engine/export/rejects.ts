import type { LoadedInput } from '../ports.ts';
import type { Schema, Table } from '../table.ts';

const SCHEMA: Schema = [
  { name: 'file', type: 'text' },
  { name: 'line', type: 'integer' },
  { name: 'column', type: 'text' },
  { name: 'reason', type: 'text' },
  { name: 'text', type: 'text' },
];

/** The rejected records that are kept, as a table: file, physical line, column (null for the record as a whole), reason, text. */
export function rejectsTable(inputs: readonly LoadedInput[]): Table {
  const rejects = inputs.flatMap((input) => input.rejects);
  return {
    columns: SCHEMA,
    rows: rejects.map(({ file, line, column, reason, text }) => [file, line, column, reason, text]),
  };
}
