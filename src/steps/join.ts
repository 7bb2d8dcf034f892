import type { Column, Schema } from '../sql/schema.ts';
import { missingColumn, RESERVED } from './columns.ts';
import {
  condition,
  isEqualKeys,
  joinShape,
  type EqualKeys,
  type InRange,
  type Join,
} from './join-shape.ts';
import { compileJoin, joinFacts } from './join-sql.ts';
import { joinWarnings } from './join-warnings.ts';
import type { Scope, StepKind } from './kind.ts';
import { pointer, type Problem } from './problem.ts';

/**
 * Every row of a table with columns of the row of another that belongs to it: the one with equal keys, or the narrowest range
 * that holds an address. No row is ever doubled, and rows without a match are kept unless they are dropped by name. A null
 * matches nothing.
 */
export const joinTables: StepKind<Join> = {
  op: 'join',
  station: 'data',
  shape: joinShape,
  sources: (step) => [step.from, step.with],
  check: (step, scope) => ({
    schema: schemaOf(step, scope),
    problems: [
      ...(isEqualKeys(step.on)
        ? keyProblems(step, step.on, scope)
        : rangeProblems(step, step.on, scope)),
      ...columnProblems(step, scope),
    ],
  }),
  describe: (step) => {
    const columns = Object.keys(step.columns);
    const what = columns.length === 0 ? '' : ` with ${columns.join(', ')} of ${step.with}`;
    const rows =
      step.unmatched === 'drop'
        ? `Rows of ${step.from} that match ${step.with}`
        : `Every row of ${step.from}`;
    return `${rows}${what}, ${condition(step.on)}`;
  },
  compile: compileJoin,
  facts: joinFacts,
  warnings: joinWarnings,
};

function schemaOf(step: Join, scope: Scope): Schema {
  const right = new Map(scope.schema(step.with).map(({ name, type }) => [name, type]));
  const taken = Object.entries(step.columns).map(([name, column]): Column => ({
    name,
    type: right.get(column) ?? 'text',
  }));
  const flag: Column[] =
    step.matched === undefined ? [] : [{ name: step.matched, type: 'boolean' }];
  return [...scope.schema(step.from), ...taken, ...flag];
}

function keyProblems(step: Join, on: EqualKeys, scope: Scope): Problem[] {
  return on.flatMap(({ left, right }, i) => {
    const missing = [
      ...missingColumn(scope, step.from, left, 'on', i, 'left'),
      ...missingColumn(scope, step.with, right, 'on', i, 'right'),
    ];
    const [a, b] = [typeIn(scope, step.from, left), typeIn(scope, step.with, right)];
    if (missing.length > 0 || a === b) return missing;
    const message = `"${left}" of ${step.from} holds ${a}, "${right}" of ${step.with} holds ${b}: values of two types are never equal; give both columns one type under inputs`;
    return [{ pointer: scope.at + pointer('on', i), message }];
  });
}

function rangeProblems(step: Join, on: InRange, scope: Scope): Problem[] {
  const several: Problem[] =
    step.several === undefined
      ? []
      : [
          {
            pointer: scope.at + pointer('several'),
            message: 'several is for equal keys; of several ranges the narrowest counts',
          },
        ];
  return [
    ...addressProblems(scope, step.from, on.address, 'address', ['text', 'integer']),
    ...('range' in on
      ? addressProblems(scope, step.with, on.range, 'range', ['text'])
      : [
          ...addressProblems(scope, step.with, on.first, 'first', ['text', 'integer']),
          ...addressProblems(scope, step.with, on.last, 'last', ['text', 'integer']),
        ]),
    ...several,
  ];
}

function addressProblems(
  scope: Scope,
  relation: string,
  column: string,
  field: string,
  types: readonly Column['type'][],
): Problem[] {
  const missing = missingColumn(scope, relation, column, 'on', field);
  const type = typeIn(scope, relation, column);
  if (missing.length > 0 || types.includes(type)) return missing;
  const wanted =
    field === 'range'
      ? 'ranges are text, such as 192.0.2.0/24'
      : 'addresses are text, or whole numbers of IPv4';
  return [
    {
      pointer: scope.at + pointer('on', field),
      message: `"${column}" of ${relation} holds ${type}; ${wanted}`,
    },
  ];
}

function columnProblems(step: Join, scope: Scope): Problem[] {
  const reserved = (name: string, ...path: string[]): Problem[] =>
    RESERVED.includes(name)
      ? [
          {
            pointer: scope.at + pointer(...path),
            message: `"${name}" is a name that Spoor itself gives; choose another`,
          },
        ]
      : [];
  const columns = Object.entries(step.columns);
  const there = new Set(scope.schema(step.with).map(({ name }) => name));
  const idle = columns.length === 0 && step.matched === undefined && step.unmatched === 'keep';
  return [
    ...columns.flatMap(([name, column]) => [
      ...(there.has(column) ? [] : missingColumn(scope, step.with, column, 'columns', name)),
      ...reserved(name, 'columns', name),
    ]),
    ...(step.matched === undefined ? [] : reserved(step.matched, 'matched')),
    ...(idle
      ? [
          {
            pointer: scope.at,
            message:
              'the join would change nothing: name columns to take, a column "matched", or "unmatched": "drop"',
          },
        ]
      : []),
  ];
}

function typeIn(scope: Scope, relation: string, column: string): Column['type'] {
  return scope.schema(relation).find((c) => c.name === column)?.type ?? 'text';
}
