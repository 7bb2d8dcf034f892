import type { JoinSide } from '../../../engine/join-tables.ts';
import { RESERVED, ROW } from '../../../steps/columns.ts';
import type { JoinSpec } from '../../../steps/join-shape.ts';
import { likeness, proposeColumns, wordsOf } from '../../questions/propose-columns.ts';

/** An open table. */
export interface JoinTable extends JoinSide {
  readonly id: string;
  /** Names that columns have in its files and do not show here. */
  readonly hidden: readonly string[];
}

/** Two open tables and how they are to be joined. */
export interface JoinRequest {
  readonly left: JoinTable;
  readonly right: JoinTable;
  readonly spec: JoinSpec;
  /** A name for the result: `clicks + ranges`. */
  readonly name: string;
  /** The input of the recipe that the result is to play; null: none. */
  readonly input: string | null;
}

/** What the fields of the dialog hold, for one pair of tables. */
export interface JoinForm {
  readonly how: 'equal' | 'range';
  readonly pairs: readonly { readonly left: string; readonly right: string }[];
  readonly address: string;
  /** Ranges stand in one column, or between two. */
  readonly written: 'range' | 'between';
  readonly range: string;
  readonly first: string;
  readonly last: string;
  /** Columns of the right table that are taken. */
  readonly taken: readonly string[];
  /** Whether a column says which rows have matched. */
  readonly mark: boolean;
  readonly unmatched: 'keep' | 'drop';
  readonly several: 'refuse' | 'first';
}

/** No column has been chosen. */
export const NONE = '';
/** As the name of the only column that is taken, it would be a parameter in a recipe. */
const PARAM = 'param';
/** With more columns than this none is taken unless it is asked for. */
const TAKEN_AT_ONCE = 12;
const LIKELY = 0.5;

/** Columns that can hold addresses, as text or as whole numbers. */
export function addressColumns(table: JoinSide): readonly string[] {
  return columnsOf(table, (type) => type === 'text' || type === 'integer');
}

/** Columns that can hold ranges such as 192.0.2.0/24. */
export function rangeColumns(table: JoinSide): readonly string[] {
  return columnsOf(table, (type) => type === 'text');
}

/** Columns of a table that can be keys. */
export function keyColumns(table: JoinSide): readonly string[] {
  return columnsOf(table, () => true);
}

/** Columns of `right` whose values can equal those of a column of `left`. */
export function partners(left: JoinSide, column: string, right: JoinSide): readonly string[] {
  const wanted = left.schema.find(({ name }) => name === column)?.type;
  return columnsOf(right, (type) => type === wanted);
}

/** The form as it is first shown: what the names and types of the columns make likely. */
export function proposeForm(left: JoinSide, right: JoinSide): JoinForm {
  const addresses = addressColumns(left);
  const address = nearest('IP address', addresses) || nearest('IP', addresses);
  const range = rangeColumns(right).find(isRange) ?? NONE;
  const ends = addressColumns(right);
  const first = ends.find((column) => isEnd(column, FIRST_WORDS)) ?? NONE;
  const last = ends.find((column) => isEnd(column, LAST_WORDS)) ?? NONE;
  const between = range === NONE && first !== NONE && last !== NONE;
  const pairs = proposePairs(left, right);
  const form: JoinForm = {
    how: address !== NONE && (range !== NONE || between) ? 'range' : 'equal',
    pairs: pairs.length > 0 ? pairs : [{ left: NONE, right: NONE }],
    address,
    written: between ? 'between' : 'range',
    range,
    first,
    last,
    taken: [],
    mark: false,
    unmatched: 'keep',
    several: 'refuse',
  };
  const others = takeable(form, right);
  const taken = others.length > TAKEN_AT_ONCE ? [] : others;
  return { ...form, taken, mark: taken.length === 0 };
}

/** Columns of the right table that tell something that its keys do not. */
export function takeable(form: JoinForm, right: JoinSide): readonly string[] {
  const keys = form.how === 'equal' ? form.pairs.map((pair) => pair.right) : [];
  return columnsOf(right, () => true).filter((column) => !keys.includes(column));
}

/** Those of them that are taken, in the order of the table. */
export function takenColumns(form: JoinForm, right: JoinSide): readonly string[] {
  const taken = new Set(form.taken);
  return takeable(form, right).filter((column) => taken.has(column));
}

/** The join that a form asks for, or null while a column is still to be chosen. */
export function specOf(form: JoinForm, left: JoinTable, right: JoinSide): JoinSpec | null {
  const on = conditionOf(form);
  if (!on) return null;
  const kept = takenColumns(form, right);
  const names = newNames(left, right, kept);
  const columns = Object.fromEntries(kept.map((column, i) => [names[i] ?? column, column]));
  return {
    on,
    columns,
    unmatched: form.unmatched,
    ...(form.mark ? { matched: markName(left, right, names) } : {}),
    ...(form.how === 'equal' && form.several === 'first' ? { several: 'first' as const } : {}),
  };
}

/** Names of taken columns in the joined table: as they are, or with the table's name before them where the left one or Spoor itself has such a column. */
export function newNames(
  left: JoinTable,
  right: JoinSide,
  columns: readonly string[],
): readonly string[] {
  const names = [...left.schema.map(({ name }) => name), ...left.hidden, ...RESERVED, PARAM];
  const used = new Set(names.map((name) => name.toLowerCase()));
  return columns.map((column) =>
    unused(used.has(column.toLowerCase()) ? `${right.name}.${column}` : column, used),
  );
}

/** Name of the column that says which rows have matched. */
export function markName(left: JoinSide, right: JoinSide, taken: readonly string[]): string {
  const names = [...left.schema.map(({ name }) => name), ...taken];
  return unused(`in ${right.name}`, new Set(names.map((name) => name.toLowerCase())));
}

function unused(wanted: string, used: Set<string>): string {
  let name = wanted;
  for (let n = 2; used.has(name.toLowerCase()); n++) name = `${wanted}_${String(n)}`;
  used.add(name.toLowerCase());
  return name;
}

function conditionOf(form: JoinForm): JoinSpec['on'] | null {
  const { pairs, address, range, first, last } = form;
  if (form.how === 'equal') {
    const chosen = pairs.every((pair) => pair.left !== NONE && pair.right !== NONE);
    return chosen && pairs.length > 0 ? [...pairs] : null;
  }
  if (address === NONE) return null;
  if (form.written === 'range') return range === NONE ? null : { address, range };
  return first === NONE || last === NONE ? null : { address, first, last };
}

/** Every name is compared with every other: of very wide tables only the first columns. */
const COMPARED = 100;

function proposePairs(left: JoinSide, right: JoinSide): JoinForm['pairs'] {
  const proposed = [
    ...proposeColumns(keyColumns(right).slice(0, COMPARED), keyColumns(left).slice(0, COMPARED)),
  ]
    .map(([theirs, ours]) => ({ left: ours, right: theirs }))
    .filter((pair) => partners(left, pair.left, right).includes(pair.right))
    .sort((a, b) => likeness(b.left, b.right) - likeness(a.left, a.right));
  return proposed.slice(0, 1);
}

function columnsOf(
  { schema }: JoinSide,
  fits: (type: JoinSide['schema'][number]['type']) => boolean,
): readonly string[] {
  return schema.flatMap(({ name, type }) => (name !== ROW && fits(type) ? [name] : []));
}

function nearest(wanted: string, columns: readonly string[]): string {
  const scored = columns.map((column) => ({ column, score: likeness(wanted, column) }));
  const [best] = scored.sort((a, b) => b.score - a.score);
  return best && best.score >= LIKELY ? best.column : NONE;
}

function isRange(column: string): boolean {
  const words = wordsOf(column);
  return words.includes('range') || words.includes('cidr');
}

const FIRST_WORDS = ['first', 'start', 'from', 'begin', 'low'];
const LAST_WORDS = ['last', 'end', 'to', 'high'];

function isEnd(column: string, ends: readonly string[]): boolean {
  const words = wordsOf(column);
  return words.some((word) => ends.includes(word)) && !words.includes('time');
}
