import { unescape, type ZeekHeader } from './header.ts';

/** A field as a text slice holds it; null where it is unset. */
export type FieldReader = (text: string) => string | null;

/**
 * Sets and vectors become JSON arrays, as in Zeek's own JSON. `(empty)` is an array without items: that it may also stand
 * for one empty text cannot be told from the log.
 * @param noNumber  is called for each `nan` and `inf`, which become null.
 */
export function fieldReader(type: string, header: ZeekHeader, noNumber: () => void): FieldReader {
  const { empty, unset, setSeparator } = header;
  const container = /^(?:set|vector|table|list)\[(.*)\]$/.exec(type);
  if (container) {
    const element = elementReader(container[1] ?? '', unset);
    return (text) => {
      if (text === unset) return null;
      return text === empty ? '[]' : `[${text.split(setSeparator).map(element).join(',')}]`;
    };
  }
  const plain = plainReader(type, noNumber);
  return (text) => {
    if (text === unset) return null;
    return text === empty ? '' : plain(text);
  };
}

function plainReader(type: string, noNumber: () => void): FieldReader {
  switch (type) {
    case 'time':
      return isoTime;
    case 'double':
    case 'interval':
      return (text) => {
        if (!/^[-+]?(nan|inf)/i.test(text)) return text;
        noNumber();
        return null;
      };
    case 'count':
    case 'int':
    case 'port':
    case 'bool':
      return (text) => text;
    default:
      return unescape;
  }
}

/** An element of a set or vector as JSON, as Zeek's own JSON writes it: numbers as numbers, all else as text. */
function elementReader(type: string, unset: string): (text: string) => string {
  switch (type) {
    case 'count':
    case 'int':
    case 'port':
      return (text) => (/^-?\d+$/.test(text) ? text : orText(text, unset));
    case 'double':
    case 'interval':
      return (text) =>
        /^-?\d+(\.\d+)?(e[-+]\d+)?$/i.test(text) ? String(Number(text)) : orText(text, unset);
    case 'bool':
      return (text) => ({ T: 'true', F: 'false' })[text] ?? orText(text, unset);
    default:
      return (text) => orText(text, unset);
  }
}

function orText(text: string, unset: string): string {
  return text === unset ? 'null' : JSON.stringify(unescape(text));
}

const SECOND_OF_YEAR_10000 = 253_402_300_800;

/** Seconds since 1970 with up to nine decimals, exactly, as a time in UTC; anything else as it is, to be rejected as no time. */
export function isoTime(text: string): string {
  // A time with few digits, or far away, may be written in exponent form by Zeek, to the precision of a double.
  const plain = /^-?[\d.]+e[-+]?\d+$/i.test(text) ? Number(text).toFixed(6) : text;
  const parts = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?$/.exec(plain);
  if (!parts) return text;
  const [, sign, whole = '', decimals = ''] = parts;
  let seconds = Number(whole);
  let fraction = decimals;
  if (sign === '-') {
    const rest = 10 ** decimals.length - Number(decimals);
    const borrow = Number(decimals) > 0;
    seconds = -seconds - (borrow ? 1 : 0);
    fraction = borrow ? String(rest).padStart(decimals.length, '0') : decimals;
  }
  if (Math.abs(seconds) >= SECOND_OF_YEAR_10000 || seconds < -62_135_596_800) return text;
  const time = new Date(seconds * 1000).toISOString().slice(0, 19);
  return fraction === '' ? time : `${time}.${fraction}`;
}
