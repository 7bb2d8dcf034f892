/** What JSON can hold. Integers that a double would round are bigints. */
export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Where and why a text is not JSON; `at` counts UTF-16 units from its beginning. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

export const MOST_NESTING = 500;
const MOST_DIGITS = 1000;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const BLANK = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/**
 * Parses a JSON text (RFC 8259) as `JSON.parse` does, but exactly and with an eye on names that an object has twice (the
 * last one counts). About ten times slower. Throws {@link JsonError}.
 */
export function parseExact(text: string): { value: JsonValue; duplicates: readonly string[] } {
  const duplicates: string[] = [];
  let at = 0;

  function match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  }

  function fail(expected: string): never {
    const found = at < text.length ? JSON.stringify(text[at]) : 'its end';
    throw new JsonError(`${expected} expected, ${found} found`, at);
  }

  function string(): string {
    const found = match(STRING);
    if (!found) return fail('a text in quotes, closed,');
    return JSON.parse(found[0]) as string;
  }

  function value(depth: number): JsonValue {
    if (depth > MOST_NESTING) throw new JsonError('nested too deep', at);
    match(BLANK);
    const character = text[at];
    if (character === '"') return string();
    if (character === '{') return object(depth);
    if (character === '[') return array(depth);
    for (const [word, meaning] of WORDS)
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    const number = match(NUMBER);
    if (!number) return fail('a value');
    if (number[0].length > MOST_DIGITS) throw new JsonError('a number of too many digits', at);
    const double = Number(number[0]);
    const whole = number[1] === undefined && number[2] === undefined;
    return whole && !Number.isSafeInteger(double) ? BigInt(number[0]) : double;
  }

  function array(depth: number): JsonValue {
    const items: JsonValue[] = [];
    at += 1;
    match(BLANK);
    if (text[at] !== ']')
      for (;;) {
        items.push(value(depth + 1));
        match(BLANK);
        if (text[at] !== ',') break;
        at += 1;
      }
    if (text[at] !== ']') fail('"," or "]"');
    at += 1;
    return items;
  }

  function object(depth: number): JsonValue {
    const entries = new Map<string, JsonValue>();
    at += 1;
    match(BLANK);
    if (text[at] !== '}')
      for (;;) {
        match(BLANK);
        const key = string();
        match(BLANK);
        if (text[at] !== ':') fail('":"');
        at += 1;
        if (entries.has(key)) duplicates.push(key);
        entries.set(key, value(depth + 1));
        match(BLANK);
        if (text[at] !== ',') break;
        at += 1;
      }
    if (text[at] !== '}') fail('"," or "}"');
    at += 1;
    return Object.fromEntries(entries);
  }

  const parsed = value(0);
  match(BLANK);
  if (at < text.length) fail('the end');
  return { value: parsed, duplicates };
}

const WORDS: readonly (readonly [string, JsonValue])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** JSON text of a value, compact. */
export function jsonText(value: JsonValue): string {
  if (typeof value === 'bigint') return String(value);
  // JSON.stringify would drop its sign.
  if (Object.is(value, -0)) return '-0.0';
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => jsonText(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}
