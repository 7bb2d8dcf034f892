import { type Data, DataType, TimeUnit, Type } from 'apache-arrow';

/** Reads the value of a row that is not null. */
export type ReadValue<T> = (row: number) => T;

/** A column of a type that cannot be read; the message names it. */
export class UnknownKind extends TypeError {
  override readonly name = 'UnknownKind';
  constructor(type: DataType) {
    super(`values of the type ${nameOfType(type)}`);
  }
}

/** `FixedSizeBinary`, for errors. */
export function nameOfType(type: DataType): string {
  return Type[type.typeId];
}

/** The bytes of variable or fixed length of a row. */
export function bytesReader(data: Data): ReadValue<Uint8Array> {
  const values = bytesOf(data);
  const { type } = data;
  if (DataType.isFixedSizeBinary(type)) {
    const { byteWidth } = type;
    return (row) => values.subarray(row * byteWidth, (row + 1) * byteWidth);
  }
  const at = offsetReader(data);
  return (row) => values.subarray(at(row), at(row + 1));
}

export function bytesOf(data: Data): Uint8Array {
  const values: unknown = data.values;
  if (!(values instanceof Uint8Array)) throw new TypeError('these are no bytes');
  return values;
}

/** Position at which the value of a row begins; that of the next row is its end. */
export function offsetReader(data: Data): ReadValue<number> {
  const offsets: unknown = data.valueOffsets;
  if (offsets instanceof Int32Array) return (row) => offsets[row] ?? 0;
  if (offsets instanceof BigInt64Array) return (row) => Number(offsets[row] ?? 0n);
  throw new TypeError('there are no offsets');
}

const MICROS_PER_DAY = 86_400_000_000n;

/** A date or a time as microseconds since 1970, and whether a fraction of one was cut off. */
export function microsReader(data: Data): ReadValue<{ micros: bigint; cut: boolean }> {
  const { type } = data;
  const values: unknown = data.values;
  if (DataType.isDate(type) && values instanceof Int32Array)
    return (row) => ({ micros: BigInt(values[row] ?? 0) * MICROS_PER_DAY, cut: false });
  if (values instanceof BigInt64Array && (DataType.isTimestamp(type) || DataType.isDate(type))) {
    const at = (row: number) => values[row] ?? 0n;
    const unit = DataType.isDate(type) ? TimeUnit.MILLISECOND : type.unit;
    if (unit === TimeUnit.NANOSECOND) return (row) => nanosToMicros(at(row));
    const factor =
      unit === TimeUnit.SECOND ? 1_000_000n : unit === TimeUnit.MILLISECOND ? 1000n : 1n;
    return (row) => ({ micros: at(row) * factor, cut: false });
  }
  throw new TypeError(`${nameOfType(type)} is no time`);
}

/** Rounded down, so that order is kept. */
export function nanosToMicros(nanos: bigint): { micros: bigint; cut: boolean } {
  const rest = ((nanos % 1000n) + 1000n) % 1000n;
  return { micros: (nanos - rest) / 1000n, cut: rest !== 0n };
}

/** What a date of the page can hold: years -271821 to 275760; the engine goes a little further. */
const MOST_MICROS = 8_640_000_000_000_000_000n;

export function isSupportedTime(micros: bigint): boolean {
  return micros >= -MOST_MICROS && micros <= MOST_MICROS;
}

/** ISO 8601 without a zone, UTC. */
export function timeText(micros: bigint): string {
  if (!isSupportedTime(micros)) return `${String(micros)} µs`;
  const million = 1_000_000n;
  const fraction = ((micros % million) + million) % million;
  const whole = new Date(Number((micros - fraction) / 1000n)).toISOString().slice(0, -5);
  return fraction === 0n
    ? whole
    : `${whole}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}

/** A time of day as `09:03:00.5`. */
export function timeOfDayReader(data: Data): ReadValue<string> {
  const values: unknown = data.values;
  const { type } = data;
  if (!DataType.isTime(type)) throw new TypeError(`${nameOfType(type)} is no time of day`);
  const digits = [0, 3, 6, 9][type.unit] ?? 0;
  const perSecond = 10n ** BigInt(digits);
  const at = (row: number) =>
    values instanceof BigInt64Array
      ? (values[row] ?? 0n)
      : values instanceof Int32Array
        ? BigInt(values[row] ?? 0)
        : 0n;
  return (row) => {
    const value = at(row);
    const seconds = Number(value / perSecond);
    const two = (part: number) => String(part).padStart(2, '0');
    const whole = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    const fraction = String(value % perSecond)
      .padStart(digits, '0')
      .replace(/0+$/, '');
    return digits === 0 || fraction === '' ? whole : `${whole}.${fraction}`;
  };
}

/** The integer of which a decimal is a fraction of 10^scale. */
export function unscaledReader(data: Data): ReadValue<bigint> {
  const { type } = data;
  const words: unknown = data.values;
  if (!DataType.isDecimal(type) || !(words instanceof Uint32Array))
    throw new TypeError(`${nameOfType(type)} is no decimal`);
  const stride = type.bitWidth / 32;
  return (row) => {
    let bits = 0n;
    for (let i = stride - 1; i >= 0; i -= 1)
      bits = (bits << 32n) | BigInt(words[row * stride + i] ?? 0);
    return BigInt.asIntN(type.bitWidth, bits);
  };
}

/** A decimal written out with all its digits. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const sign = unscaled < 0n ? '-' : '';
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** IEEE 754 binary16 as the double of the same value. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte] ?? '';
  return text;
}
