import { ReadError } from '../../engine/ports.ts';
import type { ColumnType } from '../../engine/table.ts';
import type { FileColumn } from '../scanner.ts';
import { isoKindOfText, mixesOffsets, TIMES } from '../times/iso-kinds.ts';
import type { JsonValue } from './parse-exact.ts';
import { flatten, type JsonObject, PATH_SEPARATOR } from './record.ts';

/** What was seen in a column: bits. */
const TEXT = 1;
const INTEGER = 2;
/** A whole number that a double would round, but 64 bits hold. */
const LONG = 4;
/** A number that neither holds. */
const HUGE = 8;
const DOUBLE = 16;
const BOOLEAN = 32;
const NESTED = 64;
/** The kinds of texts that are all times begin here: JSON has no type for them. */
const TIME_SHIFT = 8;
const ANY_TIME = TIMES << TIME_SHIFT;

const KIND_NAMES: readonly (readonly [number, string])[] = [
  [TEXT | ANY_TIME, 'texts'],
  [INTEGER | LONG | HUGE | DOUBLE, 'numbers'],
  [BOOLEAN, 'true or false'],
  [NESTED, 'arrays or objects'],
];

const MOST_COLUMNS = 20_000;

/** Gathers the columns of records: in the order in which they are first seen. */
export interface ColumnCollector {
  add(record: JsonObject): void;
  /** Paths of the columns, the columns, and what is to be said about them. */
  result(): {
    readonly paths: readonly string[];
    readonly columns: readonly FileColumn[];
    readonly warnings: readonly string[];
  };
}

/** Throws ReadError `too-large` when there are too many. */
export function makeColumnCollector(file: string): ColumnCollector {
  const kinds = new Map<string, number>();

  function visit(path: string, value: JsonValue): void {
    const seen = kinds.get(path);
    if (seen !== undefined && seen & TEXT && typeof value === 'string') return;
    const kind = kindOf(value);
    if (seen !== undefined && (seen & kind) === kind) return;
    kinds.set(path, (seen ?? 0) | kind);
    if (kinds.size <= MOST_COLUMNS) return;
    const message = `The records of this file have more than ${String(MOST_COLUMNS)} different keys. Are the keys data?`;
    throw new ReadError('too-large', message, file);
  }

  return {
    add: (record) => flatten(record, visit),
    result() {
      const paths = [...kinds.keys()];
      const warnings: string[] = [];
      const columns = paths.map((path) => {
        const name = path.replaceAll(PATH_SEPARATOR, '.');
        const seen = kinds.get(path) ?? 0;
        const { type, doubt } = typeOf(seen);
        if (doubt !== null) warnings.push(`The column "${name}" ${doubt}; it is kept as text.`);
        const isTimes = seen !== 0 && (seen & ~ANY_TIME) === 0;
        return isTimes ? { name, type, isoKinds: seen >> TIME_SHIFT } : { name, type };
      });
      return { paths, columns, warnings };
    },
  };
}

function kindOf(value: JsonValue): number {
  switch (typeof value) {
    case 'string':
      return isoKindOfText(value) << TIME_SHIFT || TEXT;
    case 'boolean':
      return BOOLEAN;
    case 'bigint':
      return longKind(value);
    case 'number':
      // No whole number has a minus zero.
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) return INTEGER;
      return Number.isFinite(value) ? DOUBLE : HUGE;
    default:
      return value === null ? 0 : NESTED;
  }
}

/** A long whole number that a double holds exactly is as good as a short one. */
function longKind(value: bigint): number {
  const double = Number(value);
  const exact = Number.isFinite(double) && BigInt(double) === value;
  if (BigInt.asIntN(64, value) === value) return exact ? INTEGER : LONG;
  return exact ? DOUBLE : HUGE;
}

function typeOf(kinds: number): { type: ColumnType; doubt: string | null } {
  const only = (allowed: number) => (kinds & ~allowed) === 0;
  if (kinds !== 0 && only(ANY_TIME) && !mixesOffsets(kinds >> TIME_SHIFT))
    return { type: 'timestamp', doubt: null };
  if (only(TEXT | ANY_TIME) || only(NESTED)) return { type: 'text', doubt: null };
  if (only(BOOLEAN)) return { type: 'boolean', doubt: null };
  if (only(INTEGER | LONG)) return { type: 'integer', doubt: null };
  if (only(INTEGER | DOUBLE)) return { type: 'number', doubt: null };
  if (only(INTEGER | LONG | HUGE | DOUBLE))
    return { type: 'text', doubt: 'holds numbers that no number type keeps exactly' };
  const names = KIND_NAMES.filter(([bits]) => kinds & bits).map(([, name]) => name);
  return { type: 'text', doubt: `holds ${names.join(' and ')}` };
}
