import { ReadError } from '../../engine/ports.ts';
import type { Dialect } from '../../engine/reading.ts';

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];

/** Throws ReadError where what a person said cannot be. */
export function checkDialect(said: Partial<Dialect>, file: string): void {
  const problem = problemOf(said);
  if (problem !== null) throw new ReadError('unreadable', problem, file);
}

function problemOf({
  delimiter,
  quote,
  comment,
  skip,
  header,
  encoding,
}: Partial<Dialect>): string | null {
  if (delimiter !== undefined && !/^[\x01-\x09\x0b\x0c\x0e-\x7f]?$/.test(delimiter))
    return `A delimiter is one ASCII character and no line end, not ${JSON.stringify(delimiter)}.`;
  if (quote !== undefined && !['"', "'", ''].includes(quote))
    return `Fields are quoted with ", ' or nothing, not with ${JSON.stringify(quote)}.`;
  if (delimiter !== undefined && delimiter !== '' && [quote ?? '"', '"'].includes(delimiter))
    return 'A quote cannot be the delimiter.';
  if (comment !== undefined && /[\r\n]/.test(comment))
    return 'What a comment begins with cannot hold a line end.';
  if (skip !== undefined && !(Number.isSafeInteger(skip) && skip >= 0))
    return 'The number of lines to pass over is a whole number from 0.';
  if (Array.isArray(header) && header.length === 0) return 'No column name was given.';
  if (encoding !== undefined && !ENCODINGS.includes(encoding))
    return `The encodings are ${ENCODINGS.join(', ')}, not ${encoding}.`;
  return null;
}

/** −1 for an empty text. */
export function byteOf(character: string): number {
  return character === '' ? -1 : character.charCodeAt(0);
}

const NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
};

/** A delimiter for a person, without an article. */
export function delimiterName(delimiter: string): string {
  return NAMES[delimiter] ?? JSON.stringify(delimiter);
}
