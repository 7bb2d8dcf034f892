import { type Data, DataType, Vector } from 'apache-arrow';
import {
  bytesReader,
  decimalText,
  halfToNumber,
  hex,
  microsReader,
  offsetReader,
  type ReadValue,
  timeOfDayReader,
  timeText,
  UnknownKind,
  unscaledReader,
} from './values.ts';

/**
 * Reads values of any type as JSON text with all their digits: times as ISO 8601, bytes as hexadecimal digits, maps as
 * objects, numbers that are none (NaN, infinity) as null.
 */
export function jsonReader(data: Data): ReadValue<string> {
  const read = valueReader(data);
  return (row) => (data.getValid(row) ? read(row) : 'null');
}

function valueReader(data: Data): ReadValue<string> {
  const { type } = data;
  if (DataType.isNull(type)) return () => 'null';
  if (DataType.isList(type) || DataType.isMap(type)) return sequenceReader(data);
  if (DataType.isFixedSizeList(type)) {
    const { listSize } = type;
    const item = jsonReader(childOf(data, 0));
    return (row) => arrayText(item, row * listSize, (row + 1) * listSize);
  }
  if (DataType.isStruct(type)) {
    const members = type.children.map(
      ({ name }, i) => [JSON.stringify(name), jsonReader(childOf(data, i))] as const,
    );
    return (row) => `{${members.map(([name, read]) => `${name}:${read(row)}`).join(',')}}`;
  }
  const text = textReader(data);
  if (DataType.isDecimal(type) || DataType.isInt(type) || DataType.isBool(type)) return text;
  if (DataType.isFloat(type)) {
    return (row) => {
      const written = text(row);
      return /[nN]/.test(written) ? 'null' : written;
    };
  }
  return (row) => JSON.stringify(text(row));
}

/** Reads a value that has no parts as text, as exactly as it is. Throws TypeError for a type that cannot be read. */
export function textReader(data: Data): ReadValue<string> {
  const { type } = data;
  const values: unknown = data.values;
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) {
    const read = bytesReader(data);
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return (row) => decoder.decode(read(row));
  }
  if (DataType.isBinary(type) || DataType.isLargeBinary(type) || DataType.isFixedSizeBinary(type)) {
    const read = bytesReader(data);
    return (row) => hex(read(row));
  }
  if (DataType.isDecimal(type)) {
    const read = unscaledReader(data);
    return (row) => decimalText(read(row), type.scale);
  }
  if (DataType.isTimestamp(type) || DataType.isDate(type)) {
    const read = microsReader(data);
    return (row) => timeText(read(row).micros);
  }
  if (DataType.isTime(type)) return timeOfDayReader(data);
  if (DataType.isFloat(type) && values instanceof Uint16Array)
    return (row) => numberText(halfToNumber(values[row] ?? 0));
  if (DataType.isDictionary(type)) {
    const vector = new Vector([data]);
    return (row) => String(vector.get(row));
  }
  if (
    DataType.isInt(type) ||
    DataType.isFloat(type) ||
    DataType.isBool(type) ||
    DataType.isDuration(type)
  ) {
    const vector = new Vector([data]);
    return (row) => {
      const value: unknown = vector.get(row);
      return typeof value === 'number' ? numberText(value) : String(value);
    };
  }
  if (DataType.isInterval(type)) {
    const vector = new Vector([data]);
    return (row) => {
      const parts: unknown = vector.get(row);
      return parts instanceof Int32Array ? parts.join(' ') : '';
    };
  }
  throw new UnknownKind(type);
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function sequenceReader(data: Data): ReadValue<string> {
  const at = offsetReader(data);
  const child = childOf(data, 0);
  if (DataType.isList(data.type)) {
    const item = jsonReader(child);
    return (row) => arrayText(item, at(row), at(row + 1));
  }
  const key = jsonReader(childOf(child, 0));
  const value = jsonReader(childOf(child, 1));
  const keyText = (i: number) => {
    const text = key(i);
    return text.startsWith('"') ? text : JSON.stringify(text);
  };
  return (row) => {
    const members: string[] = [];
    for (let i = at(row); i < at(row + 1); i += 1) members.push(`${keyText(i)}:${value(i)}`);
    return `{${members.join(',')}}`;
  };
}

function arrayText(item: ReadValue<string>, start: number, end: number): string {
  const items: string[] = [];
  for (let i = start; i < end; i += 1) items.push(item(i));
  return `[${items.join(',')}]`;
}

function childOf(data: Data, position: number): Data {
  const child = data.children[position];
  if (!child) throw new UnknownKind(data.type);
  return child;
}
