import { DataType, type Schema as ArrowSchema } from 'apache-arrow';
import type { ColumnType, Schema } from '../engine/table.ts';

/** The type of a column in a result. Whatever is neither number, time nor boolean is read as text. */
export function typeOfArrow(type: DataType): ColumnType {
  if (DataType.isInt(type)) return 'integer';
  if (DataType.isDecimal(type)) return type.scale === 0 ? 'integer' : 'number';
  if (DataType.isFloat(type)) return 'number';
  if (DataType.isTimestamp(type) || DataType.isDate(type)) return 'timestamp';
  if (DataType.isBool(type)) return 'boolean';
  return 'text';
}

export function schemaOf(schema: ArrowSchema): Schema {
  return schema.fields.map(({ name, type }) => ({ name, type: typeOfArrow(type as DataType) }));
}

const INTEGER = /^U?(TINY|SMALL|BIG|HUGE)?(INT|INTEGER)$/;
const WHOLE_DECIMAL = /^DECIMAL\(\d+,0\)$/;

/** The same for a type as the engine's DESCRIBE spells it. */
export function typeOfSql(name: string): ColumnType {
  if (INTEGER.test(name) || WHOLE_DECIMAL.test(name)) return 'integer';
  if (/^(DOUBLE|FLOAT|DECIMAL\(\d+,\d+\))$/.test(name)) return 'number';
  if (/^(TIMESTAMP(_\w+)?|TIMESTAMP WITH TIME ZONE|DATE)$/.test(name)) return 'timestamp';
  return name === 'BOOLEAN' ? 'boolean' : 'text';
}
