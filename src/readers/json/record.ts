import { JsonError, type JsonValue, MOST_NESTING, parseExact } from './parse-exact.ts';

/** An object's values by path, in order of its keys; nested objects are opened, arrays and empty objects are not. */
export type Visit = (path: string, value: JsonValue) => void;

/** Parts of a path are joined by this: a key may hold dots. */
export const PATH_SEPARATOR = '\0';
/** Objects deeper than this stay JSON text. */
const MOST_DEPTH = 32;

/** A whole number of more digits than a double keeps may be in here. */
const MANY_DIGITS = /[:,[\s]-?\d{16,}\s*[,}\]]/;
const KEYS = /"\s*:/g;

export interface ParsedRecord {
  readonly value: JsonValue;
  /** Names that an object of the record has twice. */
  readonly duplicates: readonly string[];
}

/**
 * Parses one record. `JSON.parse` does it where nothing can be lost: no long number, and as many keys as there are colons
 * after a quote. Throws {@link JsonError}.
 */
export function parseRecord(text: string): ParsedRecord {
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return parseExact(text);
  }
  if (MANY_DIGITS.test(text) || (text.match(KEYS)?.length ?? 0) !== keysIn(value))
    return parseExact(text);
  return { value, duplicates: [] };
}

/** Throws {@link JsonError} where the exact parser would, too: nothing after it need fear for the stack. */
function keysIn(value: JsonValue, depth = 0): number {
  if (depth > MOST_NESTING) throw new JsonError('nested too deep', 0);
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += keysIn(item as JsonValue, depth + 1);
    return count;
  }
  for (const item of Object.values(value)) count += 1 + keysIn(item, depth + 1);
  return count;
}

export type JsonObject = { readonly [key: string]: JsonValue };

export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Calls `visit` for each value of the record. */
export function flatten(record: JsonObject, visit: Visit, prefix = '', depth = 0): void {
  for (const key of Object.keys(record)) {
    const value = record[key] ?? null;
    const path = prefix + key;
    if (isObject(value) && depth < MOST_DEPTH && Object.keys(value).length > 0)
      flatten(value, visit, path + PATH_SEPARATOR, depth + 1);
    else visit(path, value);
  }
}
