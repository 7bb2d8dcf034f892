import type { ColumnType } from '../../engine/table.ts';

/** The `#` lines that a Zeek log begins with, and may begin anew with. */
export interface ZeekHeader {
  readonly separator: string;
  readonly setSeparator: string;
  readonly empty: string;
  readonly unset: string;
  readonly path: string;
  readonly fields: readonly string[];
  readonly types: readonly string[];
}

/** Before any line was read: Zeek's own defaults. */
export const NO_HEADER: ZeekHeader = {
  separator: '\t',
  setSeparator: ',',
  empty: '(empty)',
  unset: '-',
  path: '',
  fields: [],
  types: [],
};

/** The header with one more of its lines; unknown ones (#open, #close) change nothing. */
export function withLine(header: ZeekHeader, line: string): ZeekHeader {
  // The separator itself stands after a space, written \x09.
  const separator = /^#separator (.+)$/.exec(line)?.[1];
  if (separator !== undefined) return { ...header, separator: unescape(separator) };
  const [key, ...values] = line.split(header.separator);
  const [value = ''] = values;
  switch (key) {
    case '#set_separator':
      return { ...header, setSeparator: unescape(value) };
    case '#empty_field':
      return { ...header, empty: value };
    case '#unset_field':
      return { ...header, unset: value };
    case '#path':
      return { ...header, path: unescape(value) };
    case '#fields':
      return { ...header, fields: values };
    case '#types':
      return { ...header, types: values };
    default:
      return header;
  }
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  time: 'timestamp',
  interval: 'number',
  double: 'number',
  count: 'integer',
  int: 'integer',
  port: 'integer',
  bool: 'boolean',
};

/** Sets, vectors, addresses, subnets, enumerations and what else there may be are text. */
export function columnType(zeekType: string): ColumnType {
  return Object.hasOwn(TYPES, zeekType) ? (TYPES[zeekType] ?? 'text') : 'text';
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

/** A text without its escapes `\xNN` and `\\`. Bytes that are no UTF-8 together stay written as they are: nothing is lost. */
export function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  const bytes: number[] = [];
  for (let i = 0; i < text.length;) {
    const escaped = /^\\(?:x([0-9A-Fa-f]{2})|(\\))/.exec(text.slice(i, i + 4));
    if (escaped) {
      bytes.push(escaped[2] === undefined ? Number.parseInt(escaped[1] ?? '', 16) : 0x5c);
      i += escaped[0].length;
    } else {
      const character = String.fromCodePoint(text.codePointAt(i) ?? 0);
      bytes.push(...ENCODER.encode(character));
      i += character.length;
    }
  }
  try {
    return STRICT.decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}
