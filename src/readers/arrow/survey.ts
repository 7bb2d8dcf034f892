import { type Data, DataType } from 'apache-arrow';
import {
  BYTES_AS_TEXT,
  type Conversion,
  DECIMAL_INTEGER,
  decimalNumber,
  HEX_TEXT,
  INTEGER,
  isBinary,
  PLAIN_TEXT,
} from './convert.ts';
import { isUtf8 } from './text.ts';
import { bytesReader, nameOfType, unscaledReader } from './values.ts';

/** How a column is read whose values decide it. It is kept with the column from its description to its reading. */
export type Reading = 'integer' | 'number' | 'digits' | 'utf8' | 'hex';

/** Looks at all values of a column. */
export interface Survey {
  look(data: Data): void;
  /** What is to be made of it, and what a person should know about that (after the name of the column). */
  settle(): { readonly reading: Reading; readonly warning: string | null };
}

/** The look at a column whose type does not say how it is read ({@link conversionOf} gives null). Throws TypeError for others. */
export function surveyOf(type: DataType): Survey {
  if (DataType.isInt(type)) return surveyUnsigned();
  if (DataType.isDecimal(type)) return surveyDecimal(type.precision, type.scale);
  if (isBinary(type)) return surveyBytes();
  throw new TypeError(`${nameOfType(type)} needs no look`);
}

export function conversionAs(reading: Reading, type: DataType): Conversion {
  switch (reading) {
    case 'integer':
      return DataType.isDecimal(type) ? DECIMAL_INTEGER : INTEGER;
    case 'number':
      return decimalNumber(DataType.isDecimal(type) ? type.scale : 0);
    case 'digits':
      return PLAIN_TEXT;
    case 'utf8':
      return BYTES_AS_TEXT;
    case 'hex':
      return HEX_TEXT;
  }
}

function surveyUnsigned(): Survey {
  let fits = true;
  return {
    look(data) {
      const values: unknown = data.values;
      if (!(values instanceof BigUint64Array)) return;
      for (let row = 0; row < data.length && fits; row += 1)
        fits = (values[row] ?? 0n) < 2n ** 63n || !data.getValid(row);
    },
    settle: () =>
      fits
        ? { reading: 'integer', warning: null }
        : {
            reading: 'digits',
            warning: 'holds whole numbers of 2^63 and more; it is read as text, digit by digit',
          },
  };
}

/** What every double gives back as it was written. */
const MOST_DIGITS = 15;

function surveyDecimal(precision: number, scale: number): Survey {
  const exact = precision <= MOST_DIGITS && scale >= 0 && scale <= 22;
  const short = 10n ** BigInt(MOST_DIGITS);
  let isNumber = scale >= 0 && scale <= 22;
  let isInteger = scale === 0;
  return {
    look(data) {
      if (exact || (!isNumber && !isInteger)) return;
      const read = unscaledReader(data);
      for (let row = 0; row < data.length; row += 1) {
        if (!data.getValid(row)) continue;
        const value = read(row);
        if (value >= short || value <= -short) isNumber = false;
        if (BigInt.asIntN(64, value) !== value) isInteger = false;
      }
    },
    settle() {
      if (isInteger) return { reading: 'integer', warning: null };
      if (isNumber) return { reading: 'number', warning: null };
      const what = `holds decimals of more than ${String(MOST_DIGITS)} digits`;
      return { reading: 'digits', warning: `${what}; it is read as text, digit by digit` };
    },
  };
}

function surveyBytes(): Survey {
  let isText = true;
  let seen = 0;
  return {
    look(data) {
      if (!isText) return;
      const read = bytesReader(data);
      for (let row = 0; row < data.length && isText; row += 1) {
        if (!data.getValid(row)) continue;
        const bytes = read(row);
        seen += bytes.length;
        isText = !bytes.some(isControl) && isUtf8(bytes);
      }
    },
    settle() {
      if (seen === 0) return { reading: 'hex', warning: null };
      return isText
        ? {
            reading: 'utf8',
            warning: 'is said to hold bytes; all of them are text in UTF-8, and it is read as text',
          }
        : { reading: 'hex', warning: 'holds bytes; they are read as hexadecimal digits' };
    },
  };
}

/** Control characters but tab, line feed and carriage return. */
function isControl(byte: number): boolean {
  return (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127;
}
