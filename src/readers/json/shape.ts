import { ReadError } from '../../engine/ports.ts';
import { fileColumnNames } from '../column-names.ts';
import type { FormatOptions, Source } from '../format.ts';
import type { JsonValue } from './parse-exact.ts';
import { isObject } from './record.ts';
import { type JsonList, MOST_LISTS, MOST_NAMES, type Structure, structureOf } from './structure.ts';

/** How a JSON text holds records: an object a line, objects one after the other, or an array, which may be a part of it. */
export type Shape =
  | { readonly kind: 'lines' }
  | { readonly kind: 'values' }
  | { readonly kind: 'array'; readonly part: ArrayPart | null };

/** Where an array stands in a text: bytes, and the line and column (1-based) of its `[`. */
export type ArrayPart = Pick<JsonList, 'begin' | 'end' | 'line' | 'column'>;

/** A table of a JSON text. */
export interface ShapedTable {
  /** Empty where it is the only one. */
  readonly name: string;
  readonly shape: Shape;
  readonly warnings: readonly string[];
}

const HEAD_BYTES = 1 << 20;
const NAMES_TOLD = 5;
/** Each list is read for itself: an object of more of them is a dictionary, and no choice of tables. */
const MOST_TABLES = 20;

/**
 * The tables of a JSON text, at least one: what an object that holds mostly lists of objects wraps is a table a list. Throws
 * ReadError where there are no records.
 */
export async function shapesOf(
  source: Source,
  options: FormatOptions,
): Promise<readonly ShapedTable[]> {
  const { bytes, whole } = await source.head(HEAD_BYTES);
  const text = new TextDecoder().decode(bytes);
  if (text.trimStart().startsWith('[')) return only({ kind: 'array', part: null });
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  // Of a beginning, the last line is not all there.
  const known = whole ? lines : lines.slice(0, -1);
  const [first = '', second] = known;
  const record = parsed(first);
  if (second !== undefined && isObject(record)) {
    const values = Object.entries(record);
    const wraps = values.every(
      ([, value]) => Array.isArray(value) && isObject((value as JsonValue[])[0] ?? null),
    );
    return only({ kind: 'lines' }, wraps ? values.map(([name]) => name) : []);
  }
  // The first record may be bad; an object inside one that goes over lines stands further in.
  const anyRecord = known.some((line) => line.startsWith('{') && isObject(parsed(line)));
  if (second !== undefined && anyRecord && !(whole && isObject(parsed(text))))
    return only({ kind: 'lines' });
  const structure = await structureOf(source, options);
  if (structure) return shaped(structure, source.file);
  if (second === undefined) return only({ kind: 'lines' });
  const message =
    'This JSON file is broken: a bracket or a quote is not closed, or it is cut off. Expected is an array of objects, [{…}, {…}], or one object a line.';
  throw new ReadError('unreadable', message, source.file, 1);
}

function shaped(
  { values, aLineEach, lists, others, bytes }: Structure,
  file: string,
): readonly ShapedTable[] {
  const found = lists.filter(({ first }) => first === 'object');
  if (values > 1) {
    const wraps = others.length === 0 && found.length === lists.length;
    const names = wraps ? found.map(({ path }) => path.join('.')) : [];
    return only({ kind: aLineEach ? 'lines' : 'values' }, names);
  }
  const wrapped = found.reduce((sum, { begin, end }) => sum + end - begin, 0);
  const isWrapper = 2 * wrapped > bytes || others.length === 0 || lists.length === MOST_LISTS;
  if (found.length > 0 && isWrapper) {
    if (found.length > MOST_TABLES) throw dictionary(found, file);
    const { names } = fileColumnNames(found.map(({ path }) => path.join('.')));
    return found.map(({ path, first: _, ...part }, i) => ({
      name: found.length === 1 ? '' : (names[i] ?? ''),
      shape: { kind: 'array' as const, part },
      warnings: passedOver(path, lists, found, others),
    }));
  }
  if (others.length === 0 && lists.length > 0) {
    if (lists.every(({ first }) => first === null))
      throw new ReadError('empty', 'The lists in this JSON file hold no record.', file);
    const message =
      'This JSON file is one object, not a list of records. Expected is an array of objects, [{…}, {…}], or one object a line.';
    throw new ReadError('unreadable', message, file, 1);
  }
  const [list] = found;
  const warnings = list
    ? [
        `This file is one object and was read as one record; the list "${list.path.join('.')}" is a value of it.`,
      ]
    : [];
  return [{ name: '', shape: { kind: aLineEach ? 'lines' : 'values' }, warnings }];
}

function dictionary(found: readonly JsonList[], file: string): ReadError {
  const [first] = found;
  const message =
    `This JSON file is one object of more than ${String(MOST_TABLES)} lists ("${first?.path.join('.') ?? ''}" is the first). ` +
    'Expected is one list, [{…}, {…}], or one object a line, with what names the lists as a value of each record.';
  return new ReadError('unreadable', message, file, 1);
}

/** What is beside the records and no part of the table. */
function passedOver(
  path: readonly string[],
  lists: readonly JsonList[],
  found: readonly JsonList[],
  others: readonly string[],
): string[] {
  const besides = [
    ...others,
    ...lists.filter((list) => !found.includes(list)).map((list) => list.path.join('.')),
  ];
  if (besides.length === 0) return [];
  const told = besides.slice(0, NAMES_TOLD).map((name) => `"${name}"`);
  const more = besides.length - told.length;
  const least = others.length >= MOST_NAMES ? 'at least ' : '';
  if (more > 0) told.push(`${least}${String(more)} more`);
  return [
    `The records are those of the list "${path.join('.')}"; what stands beside it is no part of the table: ${told.join(', ')}.`,
  ];
}

/** @param wrapped  lists of objects which are all that the first record holds, by name. */
function only(shape: Shape, wrapped: readonly string[] = []): ShapedTable[] {
  const [name] = wrapped;
  const warnings =
    name === undefined
      ? []
      : [
          `The records hold nothing but a list of objects, "${name}". Were several files put into one? Each for itself is read as what is in its list.`,
        ];
  return [{ name: '', shape, warnings }];
}

function parsed(line: string): JsonValue {
  try {
    return JSON.parse(line) as JsonValue;
  } catch {
    return null;
  }
}
