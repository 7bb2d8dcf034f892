/** Type numbers of Schema.fbs whose table holds more than numbers. */
const TIMESTAMP = 10;
const UNION = 14;
const MOST_DEPTH = 64;
/** Kinds of message (Message.fbs). */
const SCHEMA = 1;
const DICTIONARY_BATCH = 2;
const RECORD_BATCH = 3;
/** Rows of a batch whose values take no bytes. */
const MOST_EMPTY_ROWS = 2 ** 24;

/**
 * Checks that the tables and lists of an Arrow message's flatbuffer lie inside it and are no longer than it: Arrow's own
 * reader takes every length at its word. Throws RangeError.
 * @param metadata  the flatbuffer (Message.fbs).
 * @param bodyBytes  length of what follows it, in which the batch's buffers must lie.
 * @param packed  whether the values are compressed: then the body says nothing of the number of rows.
 */
export function verifyMessage(metadata: Uint8Array, bodyBytes: number, packed = false): void {
  const mostRows = packed ? Infinity : Math.max(MOST_EMPTY_ROWS, 8 * bodyBytes);
  const buffer = makeFlatbuffer(metadata);
  const message = buffer.root();
  const kind = buffer.byte(message, 1);
  const header = buffer.table(message, 2);
  buffer.metadata(message, 4);
  if (header === null) return;
  if (kind === SCHEMA) verifySchema(buffer, header);
  if (kind === RECORD_BATCH) verifyBatch(buffer, header, bodyBytes, mostRows);
  if (kind === DICTIONARY_BATCH) {
    const data = buffer.table(header, 1);
    if (data === null) throw new RangeError('a dictionary is missing');
    verifyBatch(buffer, data, bodyBytes, mostRows);
  }
}

/**
 * Checks the footer of an Arrow file (File.fbs) in the same way.
 * @returns where the file says that its record batches are.
 */
export function verifyFooter(footer: Uint8Array): number[] {
  const buffer = makeFlatbuffer(footer);
  const root = buffer.root();
  const schema = buffer.table(root, 1);
  if (schema !== null) verifySchema(buffer, schema);
  buffer.list(root, 2, 24);
  buffer.metadata(root, 4);
  const blocks = buffer.list(root, 3, 24);
  return Array.from({ length: blocks?.length ?? 0 }, (_, i) =>
    buffer.longAt((blocks?.start ?? 0) + 24 * i),
  );
}

type Flatbuffer = ReturnType<typeof makeFlatbuffer>;

/** Reads a flatbuffer (flatbuffers.dev, "Internals"). Positions outside of it are RangeErrors. */
function makeFlatbuffer(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

  /** Position of a table's field; null where it has its default. */
  function field(table: number, slot: number): number | null {
    const vtable = table - view.getInt32(table, true);
    if (4 + 2 * slot >= view.getUint16(vtable, true)) return null;
    const offset = view.getUint16(vtable + 4 + 2 * slot, true);
    return offset === 0 ? null : table + offset;
  }

  function table(of: number, slot: number): number | null {
    const at = field(of, slot);
    return at === null ? null : at + view.getUint32(at, true);
  }

  function list(of: number, slot: number, itemBytes: number) {
    const at = table(of, slot);
    if (at === null) return null;
    const length = view.getUint32(at, true);
    if (at + 4 + length * itemBytes > view.byteLength) throw new RangeError('a list is too long');
    return { start: at + 4, length };
  }

  /** Positions of the tables in a list. */
  function tables(of: number, slot: number): number[] {
    const found = list(of, slot, 4);
    return Array.from({ length: found?.length ?? 0 }, (_, i) => {
      const at = (found?.start ?? 0) + 4 * i;
      return at + view.getUint32(at, true);
    });
  }

  return {
    root: () => view.getUint32(0, true),
    byte: (of: number, slot: number) => {
      const at = field(of, slot);
      return at === null ? 0 : view.getUint8(at);
    },
    long: (of: number, slot: number) => {
      const at = field(of, slot);
      return at === null ? 0 : Number(view.getBigInt64(at, true));
    },
    /** A number of 64 bits at a position. */
    longAt: (at: number) => Number(view.getBigInt64(at, true)),
    table,
    list,
    tables,
    /** Checks a list of pairs of texts. */
    metadata: (of: number, slot: number) => {
      for (const pair of tables(of, slot)) {
        list(pair, 0, 1);
        list(pair, 1, 1);
      }
    },
    /** More tables than fit into it are the same ones again and again. */
    mostTables: view.byteLength / 4,
  };
}

function verifySchema(buffer: Flatbuffer, schema: number): void {
  let left = buffer.mostTables;
  function verifyField(at: number, depth: number): void {
    left -= 1;
    if (left < 0 || depth > MOST_DEPTH) throw new RangeError('its columns are no tree');
    buffer.list(at, 0, 1);
    const type = buffer.table(at, 3);
    const kind = buffer.byte(at, 2);
    if (type !== null && kind === TIMESTAMP) buffer.list(type, 1, 1);
    if (type !== null && kind === UNION) buffer.list(type, 1, 4);
    buffer.table(at, 4);
    for (const child of buffer.tables(at, 5)) verifyField(child, depth + 1);
    buffer.metadata(at, 6);
  }
  for (const at of buffer.tables(schema, 1)) verifyField(at, 0);
  buffer.metadata(schema, 2);
  buffer.list(schema, 3, 8);
}

function verifyBatch(buffer: Flatbuffer, batch: number, bodyBytes: number, mostRows: number): void {
  const rows = buffer.long(batch, 0);
  const nodes = buffer.list(batch, 1, 16) ?? { start: 0, length: 0 };
  const buffers = buffer.list(batch, 2, 16) ?? { start: 0, length: 0 };
  if (rows < 0 || rows > mostRows) throw new RangeError('a batch has more rows than values');
  for (let i = 0; i < nodes.length; i += 1) {
    const length = buffer.longAt(nodes.start + 16 * i);
    const nulls = buffer.longAt(nodes.start + 16 * i + 8);
    if (length < 0 || length > mostRows || nulls > length)
      throw new RangeError('a column has more rows than values');
    // The first is that of a column, the others may be of what is in it.
    if (i === 0 && length !== rows) throw new RangeError('a column has other rows than its batch');
  }
  for (let i = 0; i < buffers.length; i += 1) {
    const start = buffer.longAt(buffers.start + 16 * i);
    const length = buffer.longAt(buffers.start + 16 * i + 8);
    if (start < 0 || length < 0 || start + length > bodyBytes)
      throw new RangeError('values lie outside of their batch');
  }
}
