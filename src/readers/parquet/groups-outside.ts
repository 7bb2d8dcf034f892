import { nanosToMicros } from '../arrow/values.ts';
import type { WantedTimes } from '../scanner.ts';
import {
  integer,
  isStruct,
  type ParquetChunk,
  type ParquetField,
  type ParquetFooter,
  type ParquetRowGroup,
  PHYSICAL,
} from './footer.ts';
import type { ThriftStruct } from './thrift.ts';

/** Fields of Statistics (parquet.thrift); those before had no order that a reader can know. */
const NULLS = 3;
const GREATEST = { value: 5, isExact: 7 };
const LEAST = { value: 6, isExact: 8 };
const STATISTICS = 12;

/** Logical types, older ones (ConvertedType) and units. */
const DATE = 6;
const TIMESTAMP = 8;
const REPEATED = 2;
const MICROS_PER_DAY = 86_400_000_000n;
const UNITS: readonly ((value: bigint) => bigint)[] = [
  (millis) => millis * 1000n,
  (micros) => micros,
  (nanos) => nanosToMicros(nanos).micros,
];

/** A column of times that are whole numbers. */
interface Times {
  readonly bytes: 4 | 8;
  /** A stored value in microseconds since 1970; it keeps the order. */
  micros(value: bigint): bigint;
}

/**
 * The row groups whose statistics prove that none of their rows is wanted: all times are null, or outside. Only exact values
 * of whole numbers in the order of their type prove something.
 */
export function groupsOutside(
  footer: ParquetFooter,
  field: ParquetField | undefined,
  wanted: WantedTimes | undefined,
): ReadonlySet<ParquetRowGroup> {
  const times = field && timesOf(field);
  if (!times || !wanted) return new Set();
  const ordered = footer.ordered[field.firstLeaf] === true;
  return new Set(
    footer.rowGroups.filter((group) => {
      const chunk = group.chunks[field.firstLeaf];
      return chunk !== undefined && isOutside(chunk, group.rows, times, ordered, wanted);
    }),
  );
}

function isOutside(
  { meta, values }: ParquetChunk,
  rows: number,
  { bytes, micros }: Times,
  ordered: boolean,
  { from, to }: WantedTimes,
): boolean {
  const statistics = meta.get(STATISTICS)?.value;
  if (!isStruct(statistics) || values !== rows) return false;
  if (statistics.get(NULLS)?.value === rows) return true;
  const least = exactly(statistics, LEAST, bytes);
  const greatest = exactly(statistics, GREATEST, bytes);
  if (!ordered || least === null || greatest === null || least > greatest) return false;
  return (from !== null && micros(greatest) < from) || (to !== null && micros(least) >= to);
}

/** A whole number of the statistics; null where it is absent, of another size, or said not to be exact. */
function exactly(
  statistics: ThriftStruct,
  { value, isExact }: typeof LEAST,
  bytes: Times['bytes'],
): bigint | null {
  const held = statistics.get(value)?.value;
  if (!(held instanceof Uint8Array) || held.length !== bytes) return null;
  if (statistics.get(isExact)?.value === false) return null;
  const view = new DataView(held.buffer, held.byteOffset, held.length);
  return bytes === 8 ? view.getBigInt64(0, true) : BigInt(view.getInt32(0, true));
}

/** How the values of a field are times; null where they are none, or in a way that proves nothing. */
function timesOf({ elements }: ParquetField): Times | null {
  const [element] = elements;
  if (!element || elements.length > 1 || integer(element, 3, 0) === REPEATED) return null;
  const physical = integer(element, 1, -1);
  if (physical === PHYSICAL.int32)
    return isDate(element) ? { bytes: 4, micros: (days) => days * MICROS_PER_DAY } : null;
  const micros = physical === PHYSICAL.int64 ? UNITS[unitOf(element)] : undefined;
  return micros ? { bytes: 8, micros } : null;
}

function isDate(element: ThriftStruct): boolean {
  const logical = element.get(10)?.value;
  return isStruct(logical) ? logical.has(DATE) : integer(element, 6, -1) === DATE;
}

/** 0: milliseconds, 1: microseconds, 2: nanoseconds; −1: no time. */
function unitOf(element: ThriftStruct): number {
  const logical = element.get(10)?.value;
  if (!isStruct(logical)) {
    const converted = integer(element, 6, -1);
    return converted === 9 || converted === 10 ? converted - 9 : -1;
  }
  const time = logical.get(TIMESTAMP)?.value;
  const unit = isStruct(time) ? time.get(2)?.value : undefined;
  return isStruct(unit) ? [1, 2, 3].findIndex((id) => unit.has(id)) : -1;
}
