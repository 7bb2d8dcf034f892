import * as v from 'valibot';
import { isNumeric, type Column, type ColumnType, type Schema } from '../sql/schema.ts';
import { double, ident, join, sql, type Sql } from '../sql/sql.ts';
import {
  exported,
  missingColumn,
  missingColumns,
  name,
  names as nameList,
  ROW,
  SESSION,
  SIZE,
} from './columns.ts';
import { FOLDS, type Fold } from './folds.ts';
import type { Names, Scope, StepKind } from './kind.ts';
import { didYouMean, pointer, type Problem } from './problem.ts';
import { record } from './record.ts';

const quantile = v.strictObject({
  quantile: v.strictTuple([name, v.pipe(v.number(), v.minValue(0), v.maxValue(1))]),
});
const measure = v.union(
  [quantile, record(v.string(), v.union([v.literal(true), name]))],
  'A measure is {"count": true}, {"quantile": [column, share]} or {"function": column}.',
);
type Measure = v.InferOutput<typeof measure>;

const shape = v.strictObject({
  op: v.literal('aggregate'),
  as: name,
  from: name,
  by: nameList,
  carry: v.optional(nameList),
  measures: record(name, measure),
  export: exported,
});
type Aggregate = v.InferOutput<typeof shape>;

/** One row per group, ordered by the group; events in no session are in no group of sessions. */
export const aggregate: StepKind<Aggregate> = {
  op: 'aggregate',
  station: 'features',
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => {
    const from = scope.schema(step.from);
    const typeOf = (column: string): ColumnType =>
      from.find((c) => c.name === column)?.type ?? 'text';
    const schema: Schema = [
      ...[...step.by, ...(step.carry ?? [])].map((column) => ({
        name: column,
        type: typeOf(column),
      })),
      ...Object.entries(step.measures).map(([column, m]) => {
        const fold = foldOf(m);
        return {
          name: column,
          type: fold?.fold.gives === 'same' ? typeOf(fold.column) : ('number' as const),
        };
      }),
    ];
    return {
      schema,
      problems: [
        ...missingColumns(scope, step.from, step.by, 'by'),
        ...missingColumns(scope, step.from, step.carry ?? [], 'carry'),
        ...Object.entries(step.measures).flatMap(([column, m]) =>
          measureProblems(m, column, step.from, scope),
        ),
      ],
    };
  },
  describe: (step) =>
    `${String(Object.keys(step.measures).length)} measures for each ${step.by.join(' and ')}`,
  compile: (step, names) => {
    const from = names.schema(step.from);
    const bySession = step.by.length === 1 && step.by[0] === SESSION;
    const sized = bySession && from.some((column) => column.name === SIZE);
    return {
      kind: 'table',
      loose: (step.carry ?? []).filter((column) =>
        from.some(({ name, type }) => name === column && type === 'text'),
      ),
      query: sql`${sized ? bySize(step, names) : groups(step, names)}\nORDER BY ${join(step.by.map(ident))}`,
    };
  },
};

/** A row of each group, of the rows where `where` holds. */
function groups(step: Aggregate, names: Names, where?: Sql): Sql {
  const by = step.by.map(ident);
  const carried = (step.carry ?? []).map(
    (column) => sql`any_value(${ident(column)}) AS ${ident(column)}`,
  );
  const measures = Object.entries(step.measures).map(
    ([column, m]) => sql`${compileMeasure(m)} AS ${ident(column)}`,
  );
  const inSession = step.by.includes(SESSION) ? sql`${ident(SESSION)} IS NOT NULL` : null;
  const condition = where ?? inSession;
  return sql`SELECT ${join([...by, ...carried, ...measures], ',\n  ')}
FROM ${names.relation(step.from)}
${condition ? sql`WHERE ${condition}\n` : sql``}GROUP BY ${join(by)}`;
}

/** Most sessions have one event, and need no group: what they measure is read off that event. */
function bySize(step: Aggregate, names: Names): Sql {
  const measures = Object.entries(step.measures).map(
    ([column, m]) => sql`${measureOfOne(m)} AS ${ident(column)}`,
  );
  const columns = [...step.by, ...(step.carry ?? [])].map(ident);
  return sql`SELECT * FROM (
SELECT ${join([...columns, ...measures], ',\n  ')}
FROM ${names.relation(step.from)}
WHERE ${ident(SIZE)} = 1
UNION ALL
${groups(step, names, sql`${ident(SIZE)} > 1`)})`;
}

function compileMeasure(m: Measure): Sql {
  if (isQuantile(m))
    return sql`quantile_cont(${ident(m.quantile[0])}::DOUBLE, ${double(m.quantile[1])})`;
  const found = foldOf(m);
  return found ? found.fold.compile(ident(found.column)) : sql`count(*)::DOUBLE`;
}

function measureOfOne(m: Measure): Sql {
  if (isQuantile(m)) return sql`${ident(m.quantile[0])}::DOUBLE`;
  const found = foldOf(m);
  return found ? found.fold.ofOne(ident(found.column)) : sql`1::DOUBLE`;
}

function isQuantile(m: Measure): m is v.InferOutput<typeof quantile> {
  return Array.isArray(m['quantile']);
}

function foldOf(m: Measure): { fold: Fold; column: string } | null {
  if (isQuantile(m)) return null;
  const [fn, column] = Object.entries(m)[0] ?? [];
  const fold = fn !== undefined && Object.hasOwn(FOLDS, fn) ? FOLDS[fn] : undefined;
  return fold && typeof column === 'string' ? { fold, column } : null;
}

function measureProblems(m: Measure, as: string, relation: string, scope: Scope): Problem[] {
  const at = scope.at + pointer('measures', as);
  if (isQuantile(m)) {
    const [column] = m.quantile;
    return [
      ...missingColumn(scope, relation, column, 'measures', as, 'quantile', 0),
      ...misfit('quantile', 'number', column, relation, scope, at),
    ];
  }
  const entries = Object.entries(m);
  const [fn, column] = entries[0] ?? ['', true];
  if (entries.length !== 1) return [{ pointer: at, message: 'a measure has one function' }];
  if (fn === 'count' && column === true) return [];
  const found = foldOf(m);
  if (!found) {
    const known = ['count', 'quantile', ...Object.keys(FOLDS)];
    const what = column === true ? 'rows' : `"${column}"`;
    return [{ pointer: at, message: `no measure "${fn}" of ${what}${didYouMean(fn, known)}` }];
  }
  return [
    ...missingColumn(scope, relation, found.column, 'measures', as, fn),
    ...(found.fold.ordered ? missingColumn(scope, relation, ROW, 'measures', as, fn) : []),
    ...misfit(fn, found.fold.needs, found.column, relation, scope, at),
  ];
}

function misfit(
  fn: string,
  needs: Fold['needs'],
  column: string,
  relation: string,
  scope: Scope,
  at: string,
): Problem[] {
  const found = scope.schema(relation).find((c) => c.name === column);
  const fits = needs === 'any' || (needs === 'number' ? isNumeric : isTime);
  if (!found || fits === true || fits(found)) return [];
  const message = `${fn} takes a ${needs} column; "${column}" holds ${found.type}`;
  return [{ pointer: at + pointer(fn), message }];
}

function isTime(column: Column): boolean {
  return column.type === 'timestamp';
}
