/** Position of a table's field; null where it has its default. Throws RangeError outside of the bytes. */
export function tableField(view: DataView, table: number, slot: number): number | null {
  const vtable = table - view.getInt32(table, true);
  if (4 + 2 * slot >= view.getUint16(vtable, true)) return null;
  const offset = view.getUint16(vtable + 4 + 2 * slot, true);
  return offset === 0 ? null : table + offset;
}

/** Position of the table or vector that a field refers to; null where there is none. */
export function tableVector(view: DataView, table: number, slot: number): number | null {
  const field = tableField(view, table, slot);
  return field === null ? null : field + view.getUint32(field, true);
}

/**
 * A flatbuffer in which one table lacks one field: its list of fields is copied to the end without it, since another table
 * may share the one that it has. The length stays a multiple of 8.
 */
export function withoutField(bytes: Uint8Array, table: number, slot: number): Uint8Array {
  const given = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const vtable = table - given.getInt32(table, true);
  const size = given.getUint16(vtable, true);
  const start = Math.ceil(bytes.length / 8) * 8;
  const out = new Uint8Array(start + Math.ceil(size / 8) * 8);
  out.set(bytes);
  out.set(bytes.subarray(vtable, vtable + size), start);
  const view = new DataView(out.buffer);
  view.setInt32(table, table - start, true);
  view.setUint16(start + 4 + 2 * slot, 0, true);
  return out;
}
