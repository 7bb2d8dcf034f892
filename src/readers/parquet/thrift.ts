/** Types of Thrift's compact protocol, as they stand in a field's header. */
export const THRIFT = {
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
  uuid: 13,
} as const;

export interface ThriftList {
  readonly type: number;
  readonly items: readonly ThriftValue[];
}

export type ThriftStruct = ReadonlyMap<number, ThriftField>;
export type ThriftValue = boolean | number | Uint8Array | ThriftList | ThriftStruct;

export interface ThriftField {
  readonly type: number;
  readonly value: ThriftValue;
}

const DEEPEST = 64;

/**
 * Reads one struct of the compact protocol (thrift/doc/specs/thrift-compact-protocol.md) without knowing its definition.
 * Integers beyond 2^53 lose digits. Throws RangeError for whatever is no such struct.
 */
export function readStruct(
  bytes: Uint8Array,
  start = 0,
): { readonly struct: ThriftStruct; readonly end: number } {
  let at = start;

  function byte(): number {
    const value = bytes[at];
    if (value === undefined) throw new RangeError('it breaks off');
    at += 1;
    return value;
  }

  function unsigned(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 70; factor *= 128) {
      const next = byte();
      value += (next & 127) * factor;
      if (next < 128) return value;
    }
    throw new RangeError('a number is too long');
  }

  function signed(): number {
    const value = unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  function take(length: number): Uint8Array {
    if (length > bytes.length - at) throw new RangeError('it breaks off');
    at += length;
    return bytes.subarray(at - length, at);
  }

  function value(type: number, depth: number): ThriftValue {
    if (depth > DEEPEST) throw new RangeError('it is nested too deeply');
    switch (type) {
      case THRIFT.true:
      case THRIFT.false:
        return byte() === THRIFT.true;
      case THRIFT.byte:
        return (byte() << 24) >> 24;
      case THRIFT.i16:
      case THRIFT.i32:
      case THRIFT.i64:
        return signed();
      case THRIFT.double:
        return take(8);
      case THRIFT.uuid:
        return take(16);
      case THRIFT.binary:
        return take(unsigned());
      case THRIFT.list:
      case THRIFT.set:
        return list(depth);
      case THRIFT.map:
        return map(depth);
      case THRIFT.struct:
        return struct(depth);
      default:
        throw new RangeError(`a field is of the unknown type ${String(type)}`);
    }
  }

  function list(depth: number): ThriftList {
    const header = byte();
    const size = header >> 4 === 15 ? unsigned() : header >> 4;
    if (size > bytes.length - at) throw new RangeError('a list is longer than the file');
    const type = header & 15;
    return { type, items: Array.from({ length: size }, () => value(type, depth + 1)) };
  }

  /** Only passed over: nothing in a Parquet footer is a map. */
  function map(depth: number): ThriftList {
    const size = unsigned();
    if (size > bytes.length - at) throw new RangeError('a map is longer than the file');
    const types = size === 0 ? 0 : byte();
    for (let i = 0; i < size; i += 1) {
      value(types >> 4, depth + 1);
      value(types & 15, depth + 1);
    }
    return { type: THRIFT.byte, items: [] };
  }

  function struct(depth: number): ThriftStruct {
    const fields = new Map<number, ThriftField>();
    let id = 0;
    for (;;) {
      const header = byte();
      if (header === 0) return fields;
      const type = header & 15;
      id = header >> 4 === 0 ? signed() : id + (header >> 4);
      const whole = type === THRIFT.true || type === THRIFT.false;
      fields.set(id, { type, value: whole ? type === THRIFT.true : value(type, depth + 1) });
    }
  }

  const found = struct(0);
  return { struct: found, end: at };
}

/** Writes a struct. Maps inside are not supported. */
export function writeStruct(struct: ThriftStruct): Uint8Array {
  let bytes = new Uint8Array(1 << 12);
  let at = 0;

  function room(length: number): void {
    if (at + length <= bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * bytes.length, at + length));
    larger.set(bytes);
    bytes = larger;
  }

  function byte(value: number): void {
    room(1);
    bytes[at] = value;
    at += 1;
  }

  function unsigned(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) byte((rest % 128) + 128);
    byte(rest);
  }

  function signed(value: number): void {
    unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  function write(type: number, value: ThriftValue): void {
    if (typeof value === 'boolean') byte(value ? THRIFT.true : THRIFT.false);
    else if (typeof value === 'number' && type === THRIFT.byte) byte(value & 255);
    else if (typeof value === 'number') signed(value);
    else if (value instanceof Uint8Array) binary(type, value);
    else if ('items' in value) list(value);
    else fields(value);
  }

  function binary(type: number, value: Uint8Array): void {
    if (type === THRIFT.binary) unsigned(value.length);
    room(value.length);
    bytes.set(value, at);
    at += value.length;
  }

  function list({ type, items }: ThriftList): void {
    const short = items.length < 15;
    byte(((short ? items.length : 15) << 4) | type);
    if (!short) unsigned(items.length);
    for (const item of items) write(type, item);
  }

  function fields(of: ThriftStruct): void {
    let last = 0;
    for (const [id, { type, value }] of [...of].toSorted(([a], [b]) => a - b)) {
      const whole = typeof value === 'boolean';
      const shown = whole ? (value ? THRIFT.true : THRIFT.false) : type;
      const step = id - last;
      if (step > 0 && step < 16) byte((step << 4) | shown);
      else {
        byte(shown);
        signed(id);
      }
      if (!whole) write(type, value);
      last = id;
    }
    byte(0);
  }

  fields(struct);
  return bytes.slice(0, at);
}
