import * as v from 'valibot';
import { exported, name } from './columns.ts';
import { record } from './record.ts';

const equal = v.pipe(
  v.array(
    v.strictObject({ left: name, right: name }),
    'A list of {"left": column, "right": column} is expected.',
  ),
  v.minLength(1, 'At least one pair of columns is needed.'),
);
const inBlock = v.strictObject({ address: name, range: name });
const between = v.strictObject({ address: name, first: name, last: name });

export const joinShape = v.strictObject({
  op: v.literal('join'),
  as: name,
  from: name,
  with: name,
  /** Equal keys; an address in a column of ranges; or an address between two columns. */
  on: v.union(
    [equal, inBlock, between],
    'on is a list of {"left", "right"}, {"address", "range"} or {"address", "first", "last"}.',
  ),
  /** New column → the column of `with` that it takes. */
  columns: v.optional(record(name, name), {}),
  /** A new column: whether the row has matched. */
  matched: v.optional(name),
  unmatched: v.optional(v.picklist(['keep', 'drop'], 'unmatched is keep or drop.'), 'keep'),
  /** What is done where several rows of `with` have a key and would give different values; default refuse. */
  several: v.optional(v.picklist(['refuse', 'first'], 'several is refuse or first.')),
  export: exported,
});

export type Join = v.InferOutput<typeof joinShape>;
/** What a `join` step says besides the names of its tables. */
export type JoinSpec = Pick<Join, 'on'> &
  Partial<Pick<Join, 'columns' | 'matched' | 'unmatched' | 'several'>>;
export type EqualKeys = v.InferOutput<typeof equal>;
export type InRange = Exclude<Join['on'], EqualKeys>;

export function isEqualKeys(on: Join['on']): on is EqualKeys {
  return Array.isArray(on);
}

/** The columns of `with` that hold ranges: one, or first and last address. */
export function rangeColumns(on: InRange): readonly string[] {
  return 'range' in on ? [on.range] : [on.first, on.last];
}

/** Columns of `from` that are looked up. */
export function leftKeys(on: Join['on']): readonly string[] {
  return isEqualKeys(on) ? on.map(({ left }) => left) : [on.address];
}

/** How rows belong together, in a few words. */
export function condition(on: Join['on']): string {
  if (isEqualKeys(on)) return on.map(({ left, right }) => `${left} = ${right}`).join(' and ');
  return 'range' in on
    ? `${on.address} in ${on.range}`
    : `${on.address} from ${on.first} to ${on.last}`;
}
