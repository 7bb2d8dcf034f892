import { ReadError } from '../../engine/ports.ts';
import { readStruct, type ThriftList, type ThriftStruct, type ThriftValue } from './thrift.ts';

/** Physical types of parquet.thrift by number. */
export const PHYSICAL = { int32: 1, int64: 2, int96: 3, byteArray: 6, fixedBytes: 7 } as const;

/** A field of the schema's first level with everything below it. */
export interface ParquetField {
  readonly name: string;
  /** Its elements of the schema, itself first, depth first. */
  readonly elements: readonly ThriftStruct[];
  /** Positions of its leaves among the column chunks of a row group. */
  readonly firstLeaf: number;
  readonly leaves: number;
}

export interface ParquetChunk {
  readonly meta: ThriftStruct;
  readonly start: number;
  readonly bytes: number;
  readonly unpackedBytes: number;
  readonly values: number;
}

export interface ParquetRowGroup {
  readonly rows: number;
  readonly chunks: readonly ParquetChunk[];
}

/** What the end of a Parquet file says about it (parquet.thrift, FileMetaData). */
export interface ParquetFooter {
  readonly root: ThriftStruct;
  readonly version: number;
  readonly rows: number;
  /** What is doubtful about it. */
  readonly warnings: readonly string[];
  readonly fields: readonly ParquetField[];
  /** For each leaf, whether its least and greatest values are by the order of its type; a file may not say. */
  readonly ordered: readonly boolean[];
  readonly rowGroups: readonly ParquetRowGroup[];
}

const CODECS = ['none', 'Snappy', 'gzip', 'LZO', 'Brotli', 'LZ4', 'Zstandard', 'LZ4 raw'];
const READABLE = new Set([0, 1, 2, 4, 5, 6, 7]);
const MAGIC = 'PAR1';
const MAGIC_ENCRYPTED = 'PARE';
/** Early writers left the header of the dictionary out of a chunk's size (PARQUET-816). */
const SHORT_BY_A_HEADER = /^parquet-mr(?! version 1\.([3-9]|\d\d)|.* version [2-9])/;
const PADDING = 100;
const TAIL = 8;
const LARGEST_FOOTER = 1 << 29;

/**
 * Reads the footer. Throws ReadError `unreadable` for a file that is encrypted, broken off, packed in a way that cannot be
 * unpacked, or that keeps its data in other files, and says which.
 */
export async function readFooter(blob: Blob, file: string): Promise<ParquetFooter> {
  const fail = (why: string) => new ReadError('unreadable', why, file);
  const broken = (why: string) =>
    fail(`This Parquet file is damaged: ${why}. Ask for it again, or write it again.`);
  if (blob.size < TAIL + 4) throw broken('it is too short');
  const tail = await bytesOf(blob, blob.size - TAIL, TAIL);
  const magic = String.fromCharCode(...tail.subarray(4));
  if (magic === MAGIC_ENCRYPTED) throw fail(ENCRYPTED);
  if (magic !== MAGIC) throw broken('its end is missing (the transfer may have broken off)');
  const length = new DataView(tail.buffer, tail.byteOffset).getUint32(0, true);
  const dataBytes = blob.size - TAIL - length;
  if (dataBytes < 4 || length > LARGEST_FOOTER) throw broken('its footer is longer than the file');
  try {
    const { struct } = readStruct(await bytesOf(blob, dataBytes, length));
    if (struct.has(8)) throw fail(ENCRYPTED);
    return understand(struct, dataBytes, fail);
  } catch (thrown) {
    if (thrown instanceof RangeError) throw broken(`in its footer, ${thrown.message}`);
    throw thrown;
  }
}

const ENCRYPTED =
  'This Parquet file is encrypted. Decrypt it with its keys where they are kept, and write it again without encryption.';

export async function bytesOf(blob: Blob, start: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await blob.slice(start, start + length).arrayBuffer());
}

function understand(
  struct: ThriftStruct,
  dataBytes: number,
  fail: (why: string) => ReadError,
): ParquetFooter {
  const elements = structs(struct, 2);
  const [root] = elements;
  if (!root) throw new RangeError('there is no schema');
  const fields = fieldsOf(elements, integer(root, 5));
  const padding = struct.has(6) && SHORT_BY_A_HEADER.test(textOf(struct, 6)) ? PADDING : 0;
  const rowGroups = structs(struct, 4).map((group): ParquetRowGroup => ({
    rows: integer(group, 3),
    chunks: structs(group, 1).map((column) => chunkOf(column, dataBytes, padding, fail)),
  }));
  const last = fields.at(-1);
  const leaves = last ? last.firstLeaf + last.leaves : 0;
  if (rowGroups.some(({ chunks }) => chunks.length !== leaves))
    throw new RangeError('a row group has other columns than the schema');
  const promised = integer(struct, 3);
  const rows = rowGroups.reduce((total, group) => total + group.rows, 0);
  if (rowGroups.some((group) => group.rows < 0)) throw new RangeError('a row group has no rows');
  const warnings =
    rows === promised
      ? []
      : [
          `the file says that it has ${String(promised)} rows, but its row groups hold ${String(rows)}; these were read.`,
        ];
  const ordered = struct.has(7) ? structs(struct, 7).map((order) => order.has(1)) : [];
  return { root, version: integer(struct, 1), rows, warnings, fields, ordered, rowGroups };
}

function fieldsOf(elements: readonly ThriftStruct[], count: number): ParquetField[] {
  const fields: ParquetField[] = [];
  let at = 1;
  let leaf = 0;
  /** Passes over an element and those below it. @returns the number of its leaves. */
  function pass(depth: number): number {
    const element = elements[at];
    if (!element || depth > 64) throw new RangeError('the schema is no tree');
    at += 1;
    const children = integer(element, 5, 0);
    if (!element.has(5) || (children === 0 && element.has(1))) return 1;
    let leaves = 0;
    for (let i = 0; i < children; i += 1) leaves += pass(depth + 1);
    return leaves;
  }
  for (let i = 0; i < count; i += 1) {
    const start = at;
    const leaves = pass(0);
    const own = elements.slice(start, at);
    const [first] = own;
    const name = first ? textOf(first, 4) : '';
    fields.push({ name, elements: own, firstLeaf: leaf, leaves });
    leaf += leaves;
  }
  if (at !== elements.length) throw new RangeError('the schema is no tree');
  return fields;
}

function chunkOf(
  column: ThriftStruct,
  dataBytes: number,
  padding: number,
  fail: (why: string) => ReadError,
): ParquetChunk {
  if (column.has(8) || column.has(9)) throw fail(ENCRYPTED);
  if (column.has(1)) {
    const other = textOf(column, 1);
    throw fail(
      `This Parquet file holds no data itself: they are in the file "${other}". Open that.`,
    );
  }
  const meta = column.get(3)?.value;
  if (!isStruct(meta)) throw new RangeError('a column has no description');
  const codec = integer(meta, 4);
  if (!READABLE.has(codec)) {
    const name = CODECS[codec] ?? `number ${String(codec)}`;
    throw fail(
      `The columns of this Parquet file are packed with the codec ${name}, which cannot be unpacked here. Write it again with Zstandard or Snappy.`,
    );
  }
  const data = integer(meta, 9);
  const dictionary = integer(meta, 11, 0);
  const start = dictionary > 0 ? Math.min(dictionary, data) : data;
  const listed = integer(meta, 7);
  if (start < 0 || listed < 0 || start + listed > dataBytes)
    throw new RangeError('a column lies outside of the file');
  const bytes = Math.min(listed + padding, dataBytes - start);
  return { meta, start, bytes, unpackedBytes: integer(meta, 6), values: integer(meta, 5) };
}

export function isStruct(value: ThriftValue | undefined): value is ThriftStruct {
  return value instanceof Map;
}

/** An integer field; without it the default, or a RangeError. */
export function integer(struct: ThriftStruct, id: number, absent?: number): number {
  const value = struct.get(id)?.value ?? absent;
  if (typeof value !== 'number') throw new RangeError(`field ${String(id)} is missing`);
  return value;
}

function structs(struct: ThriftStruct, id: number): readonly ThriftStruct[] {
  const value = struct.get(id)?.value;
  if (!isList(value)) throw new RangeError(`list ${String(id)} is missing`);
  const found = value.items.filter(isStruct);
  if (found.length < value.items.length)
    throw new RangeError(`list ${String(id)} holds something else`);
  return found;
}

function isList(value: ThriftValue | undefined): value is ThriftList {
  return typeof value === 'object' && 'items' in value;
}

function textOf(struct: ThriftStruct, id: number): string {
  const value = struct.get(id)?.value;
  if (!(value instanceof Uint8Array)) throw new RangeError(`text ${String(id)} is missing`);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(value);
}
