import {
  integer,
  type ParquetChunk,
  type ParquetField,
  type ParquetFooter,
  PHYSICAL,
} from './footer.ts';
import {
  THRIFT,
  type ThriftField,
  type ThriftStruct,
  type ThriftValue,
  writeStruct,
} from './thrift.ts';

/** How a column's bytes are to be understood, where the library's own reading would lose something. */
export type Meaning = 'plain' | 'int96' | 'interval' | 'uuid';

const INTERVAL = 21;
const UUID = 14;
const MAGIC = Uint8Array.of(0x50, 0x41, 0x52, 0x31);

/** What the schema says of a field that the library does not hand on. */
export function meaningOf({ elements }: ParquetField): Meaning {
  const [element] = elements;
  if (!element || elements.length > 1) return 'plain';
  if (integer(element, 1, -1) === PHYSICAL.int96) return 'int96';
  if (integer(element, 6, -1) === INTERVAL) return 'interval';
  const logical = element.get(10)?.value;
  return logical instanceof Map && logical.has(UUID) ? 'uuid' : 'plain';
}

/**
 * A Parquet file in itself that holds some columns of one row group, named `c0`, `c1` …, without statistics and indexes: it
 * is small, no fault of what is left out matters, and names need not be distinct. INT96 and intervals become bytes.
 * @param group  position of the row group; null: the schema alone.
 * @param parts  bytes of the column chunks of the fields, in their order.
 */
export function rowGroupFile(
  footer: ParquetFooter,
  fields: readonly ParquetField[],
  group: number | null,
  parts: readonly Uint8Array[],
): Uint8Array {
  const { rows = 0, chunks = [] } = footer.rowGroups[group ?? -1] ?? {};
  let at = MAGIC.length;
  const columns: ThriftStruct[] = [];
  for (const [i, field] of fields.entries()) {
    const name = nameOf(i);
    const asBytes = isBytesOnly(field);
    for (const chunk of chunks.slice(field.firstLeaf, field.firstLeaf + field.leaves)) {
      columns.push(columnAt(chunk, at - chunk.start, name, asBytes));
      at += chunk.bytes;
    }
  }
  const schema = [
    new Map([...footer.root]).set(5, i32(fields.length)),
    ...fields.flatMap((field, i) => renamed(field, nameOf(i))),
  ];
  const own = new Map([
    [1, list(columns)],
    [2, i64(at)],
    [3, i64(rows)],
  ]);
  const end = writeStruct(
    new Map([
      [1, i32(footer.version)],
      [2, list(schema)],
      [3, i64(rows)],
      [4, list(group === null ? [] : [own])],
    ]),
  );
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, end.length, true);
  return joined([MAGIC, ...parts, end, length, MAGIC]);
}

function nameOf(position: number): string {
  return `c${String(position)}`;
}

function isBytesOnly(field: ParquetField): boolean {
  const meaning = meaningOf(field);
  return meaning === 'int96' || meaning === 'interval';
}

function renamed(field: ParquetField, name: string): ThriftStruct[] {
  const [own, ...below] = field.elements;
  const element = new Map(own).set(4, text(name));
  if (isBytesOnly(field)) {
    element.set(1, i32(PHYSICAL.fixedBytes)).set(2, i32(12));
    element.delete(6);
    element.delete(10);
  }
  return [element, ...below];
}

const KEPT = new Set([1, 2, 3, 4, 5, 6, 7]);

/** A column chunk whose pages lie `shift` bytes further on. */
function columnAt(
  { meta, bytes }: ParquetChunk,
  shift: number,
  name: string,
  asBytes: boolean,
): ThriftStruct {
  const own = new Map([...meta].filter(([id]) => KEPT.has(id)));
  if (asBytes) own.set(1, i32(PHYSICAL.fixedBytes));
  const path = meta.get(3)?.value;
  if (typeof path === 'object' && 'items' in path)
    own.set(3, {
      type: THRIFT.list,
      value: { type: THRIFT.binary, items: [text(name).value, ...path.items.slice(1)] },
    });
  own.set(7, i64(bytes)).set(9, i64(integer(meta, 9) + shift));
  const dictionary = integer(meta, 11, 0);
  if (dictionary > 0) own.set(11, i64(dictionary + shift));
  return new Map<number, ThriftField>([
    [2, i64(0)],
    [3, { type: THRIFT.struct, value: own }],
  ]);
}

function i32(value: number) {
  return { type: THRIFT.i32, value };
}

function i64(value: number) {
  return { type: THRIFT.i64, value };
}

function text(value: string) {
  return { type: THRIFT.binary, value: new TextEncoder().encode(value) };
}

function list(items: readonly ThriftStruct[]): { type: number; value: ThriftValue } {
  return { type: THRIFT.list, value: { type: THRIFT.struct, items } };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
