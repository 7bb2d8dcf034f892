import { ReadError } from '../../engine/ports.ts';
import type { FormatOptions, Source } from '../format.ts';
import { linesOf } from '../records/lines.ts';
import { arrayItems } from './array-items.ts';
import { JsonError, type JsonValue } from './parse-exact.ts';
import { isObject, type JsonObject, type ParsedRecord, parseRecord } from './record.ts';
import type { Shape } from './shape.ts';

/** A record, or what is in its place. */
export type Found =
  | { readonly record: JsonObject; readonly line: number; readonly duplicates: readonly string[] }
  | { readonly reason: string; readonly line: number; readonly text: string };

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LENIENT = new TextDecoder('utf-8', { ignoreBOM: true });
const REJECT_BYTES = 2000;
const NOT_UTF8 = 'not written in UTF-8';

/** The records of a JSON text, some at a time. Throws ReadError where an array, or an object over lines, is broken. */
export async function* recordsOf(
  source: Source,
  shape: Shape,
  { signal, sizes }: FormatOptions,
): AsyncGenerator<Found[], void> {
  if (shape.kind !== 'lines') {
    const part = shape.kind === 'array' ? shape.part : null;
    for await (const items of arrayItems(source, sizes.longestRecord, shape.kind, part)) {
      signal?.throwIfAborted();
      yield items.map(({ bytes, line, column }) =>
        foundIn(bytes, line, (thrown) =>
          brokenItem(thrown, shape.kind, bytes, line, column, source.file),
        ),
      );
    }
    return;
  }
  for await (const lines of linesOf(source, sizes.longestRecord)) {
    signal?.throwIfAborted();
    const found: Found[] = [];
    for (const { bytes, number, tooLong } of lines) {
      if (tooLong) found.push(rejected(bytes, number, 'longer than any record may be'));
      else if (bytes.some((byte) => byte > 32))
        found.push(
          foundIn(bytes, number, ({ message, at }) =>
            rejected(
              bytes,
              number,
              strictText(bytes) === null
                ? NOT_UTF8
                : `no JSON: ${message} at character ${String(at + 1)}`,
            ),
          ),
        );
    }
    yield found;
  }
}

function foundIn(bytes: Uint8Array, line: number, broken: (thrown: JsonError) => Found): Found {
  const text = strictText(bytes);
  let parsed: ParsedRecord;
  try {
    // What is not UTF-8 is looked at, too: it may be what a record ends with that is broken.
    parsed = parseRecord(text ?? LENIENT.decode(bytes));
  } catch (thrown) {
    if (thrown instanceof JsonError) return broken(thrown);
    throw thrown;
  }
  if (text === null) return rejected(bytes, line, NOT_UTF8);
  const { value, duplicates } = parsed;
  if (isObject(value)) return { record: value, line, duplicates };
  return rejected(bytes, line, `no object with names, but ${kindName(value)}`);
}

function strictText(bytes: Uint8Array): string | null {
  try {
    return STRICT.decode(bytes);
  } catch {
    return null;
  }
}

function kindName(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'string'
    ? 'a text'
    : `a ${typeof value === 'bigint' ? 'number' : typeof value}`;
}

function rejected(bytes: Uint8Array, line: number, reason: string): Found {
  return { reason, line, text: LENIENT.decode(bytes.subarray(0, REJECT_BYTES)) };
}

/** An item that is no JSON breaks what it is in: where it ends is not known for sure. */
function brokenItem(
  { message, at }: JsonError,
  form: 'array' | 'values',
  bytes: Uint8Array,
  line: number,
  column: number,
  file: string,
): never {
  const before = LENIENT.decode(bytes).slice(0, at);
  const lines = before.split('\n');
  const ownLine = line + lines.length - 1;
  const ownColumn = (lines.length === 1 ? column : 1) + (lines.at(-1)?.length ?? 0);
  const text = `This JSON ${form === 'array' ? 'array' : 'file'} is broken at line ${String(ownLine)}, column ${String(ownColumn)}: ${message}. Nothing was loaded.`;
  throw new ReadError('unreadable', text, file, ownLine);
}
