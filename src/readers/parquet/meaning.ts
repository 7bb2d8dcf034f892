import { asText, type Conversion, timestamp } from '../arrow/convert.ts';
import { bytesReader, hex, nanosToMicros } from '../arrow/values.ts';
import type { Meaning } from './row-group-file.ts';

/** How bytes are read that mean something of Parquet's own; null for other columns. */
export function conversionOfMeaning(meaning: Meaning): Conversion | null {
  switch (meaning) {
    case 'int96':
      return INT96;
    case 'interval':
      return INTERVAL;
    case 'uuid':
      return UUID;
    case 'plain':
      return null;
  }
}

const UNIX_EPOCH_JULIAN_DAY = 2_440_588n;
const MICROS_PER_DAY = 86_400_000_000n;

/** Nanoseconds of the day in 8 bytes, then the Julian day in 4. */
const INT96 = timestamp((data) => {
  const read = bytesReader(data);
  return (row) => {
    const bytes = read(row);
    const view = new DataView(bytes.buffer, bytes.byteOffset, 12);
    const days = BigInt(view.getUint32(8, true)) - UNIX_EPOCH_JULIAN_DAY;
    const { micros, cut } = nanosToMicros(view.getBigInt64(0, true));
    return { micros: days * MICROS_PER_DAY + micros, cut };
  };
});

/** Months, days and milliseconds in 4 bytes each, as an ISO 8601 duration. */
const INTERVAL = asText((data) => {
  const read = bytesReader(data);
  return (row) => {
    const bytes = read(row);
    const view = new DataView(bytes.buffer, bytes.byteOffset, 12);
    const [months, days, millis] = [0, 4, 8].map((at) => view.getUint32(at, true));
    return `P${String(months)}M${String(days)}DT${String((millis ?? 0) / 1000)}S`;
  };
});

const UUID = asText((data) => {
  const read = bytesReader(data);
  return (row) => {
    const digits = hex(read(row));
    return [0, 8, 12, 16, 20].map((at, i, cuts) => digits.slice(at, cuts[i + 1])).join('-');
  };
});
