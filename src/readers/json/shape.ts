import { ReadError } from '../../engine/ports.ts';
import type { Source } from '../format.ts';
import { isObject } from './record.ts';
import type { JsonValue } from './parse-exact.ts';
import type { Shape } from './records.ts';

const HEAD_BYTES = 1 << 20;

/** An array, or an object a line. Throws ReadError for one object that goes over lines. */
export async function shapeOf(source: Source): Promise<Shape> {
  const { bytes, whole } = await source.head(HEAD_BYTES);
  const text = new TextDecoder().decode(bytes);
  if (text.trimStart().startsWith('[')) return 'array';
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // Of a beginning, the last line is not all there; a line longer than the beginning is a record, or will be refused.
  const known = whole ? lines : lines.slice(0, -1);
  const [first] = known;
  if (first === undefined || isObject(parsed(first))) return 'lines';
  // The first record may be bad; an object inside one that goes over lines stands further in.
  const record = known.some((line) => line.startsWith('{') && isObject(parsed(line)));
  if (record && !(whole && isObject(parsed(text)))) return 'lines';
  throw singleObject(source.file);
}

function parsed(line: string): JsonValue {
  try {
    return JSON.parse(line) as JsonValue;
  } catch {
    return null;
  }
}

export function singleObject(file: string): ReadError {
  const message =
    'This JSON file is one object, not a list of records. Expected is an array of objects, [{…}, {…}], or one object a line.';
  return new ReadError('unreadable', message, file, 1);
}
