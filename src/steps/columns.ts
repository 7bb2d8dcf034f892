import * as v from 'valibot';
import { isNumeric, type Schema } from '../sql/schema.ts';
import type { Scope } from './kind.ts';
import { didYouMean, pointer, type Problem } from './problem.ts';

/** 0-based order of reading, the first column of every input; it breaks every tie. */
export const ROW = '_row';
/** Number of a session: 0, 1, 2 … in order of (first time, first row); null for an event in none. */
export const SESSION = 'session_id';
/** Seconds since the previous event of the same key; null for the key's first. */
export const GAP = 'gapSeconds';
/** Number of events of the event's session; null for an event in none. */
export const SIZE = 'sessionEvents';
/** Number of a cluster; −1 is noise, null is not clustered. */
export const CLUSTER = 'cluster';

/** Column names that steps make; a file's own columns of these names are renamed when it is read. */
export const RESERVED: readonly string[] = [ROW, SESSION, GAP, SIZE, CLUSTER];

export const name = v.pipe(
  v.string('A name in quotes is expected.'),
  v.nonEmpty('A name cannot be empty.'),
);
export const names = v.pipe(
  v.array(name, 'A list of column names is expected.'),
  v.minLength(1, 'At least one column is needed.'),
);
export const exported = v.optional(v.union([names, v.literal(false)]));
/** Which number columns a step works on: a list, or all but some. */
export const selection = v.optional(v.union([names, v.strictObject({ except: v.array(name) })]));
export type Selection = v.InferOutput<typeof selection>;

/** A problem where `relation` lacks the column that `path` (below the step) names. */
export function missingColumn(
  scope: Scope,
  relation: string,
  column: string,
  ...path: readonly (string | number)[]
): Problem[] {
  const available = scope.schema(relation).map((c) => c.name);
  if (available.includes(column)) return [];
  return [
    {
      pointer: scope.at + pointer(...path),
      message: `no column "${column}" in ${relation}${didYouMean(column, available)}`,
    },
  ];
}

/** The same for a list of columns. */
export function missingColumns(
  scope: Scope,
  relation: string,
  columns: readonly string[],
  ...path: readonly (string | number)[]
): Problem[] {
  return columns.flatMap((column, i) => missingColumn(scope, relation, column, ...path, i));
}

/** The columns that a selection names: by default every number column but the session's own. */
export function selected(schema: Schema, choice: Selection): readonly string[] {
  if (Array.isArray(choice)) return choice;
  const except = choice && 'except' in choice ? choice.except : [];
  return schema
    .filter(
      (column) =>
        isNumeric(column) && !RESERVED.includes(column.name) && !except.includes(column.name),
    )
    .map((column) => column.name);
}

/** Problems with a selection: names that are not there or hold no numbers, or nothing selected. */
export function selectionProblems(scope: Scope, relation: string, choice: Selection): Problem[] {
  const schema = scope.schema(relation);
  const at = scope.at + pointer('columns');
  const listed = Array.isArray(choice) ? choice : (choice?.except ?? []);
  const missing = missingColumns(scope, relation, listed, 'columns');
  if (missing.length > 0) return missing;
  const chosen = selected(schema, choice);
  if (chosen.length === 0)
    return [{ pointer: at, message: `${relation} has no number columns to work on` }];
  return chosen.flatMap((column) =>
    schema.some((c) => c.name === column && isNumeric(c))
      ? []
      : [{ pointer: at, message: `"${column}" in ${relation} does not hold numbers` }],
  );
}

/** A problem where the rows of `relation` are not numbered by `id`. */
export function idProblems(scope: Scope, relation: string, id: string): Problem[] {
  const schema = scope.schema(relation);
  if (schema.some((column) => column.name === id && column.type === 'integer')) return [];
  return [
    { pointer: scope.at + pointer('id'), message: `no whole-number column "${id}" in ${relation}` },
  ];
}
