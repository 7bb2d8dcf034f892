import * as v from 'valibot';
import { ident, join, sql, type Sql } from '../sql/sql.ts';
import {
  exported,
  idProblems,
  name,
  selected,
  selection,
  selectionProblems,
  SESSION,
} from './columns.ts';
import type { StepKind } from './kind.ts';

const METHODS = ['minmax', 'standard', 'robust', 'log1p'] as const;
const shape = v.strictObject({
  op: v.literal('scale'),
  as: name,
  from: name,
  id: v.optional(name, SESSION),
  columns: selection,
  method: v.picklist(METHODS, `The method is one of ${METHODS.join(', ')}.`),
  export: exported,
});

interface Scaler {
  readonly label: string;
  /** Expressions over the whole column, named `shift` and `range` of column i. */
  readonly shift: (x: Sql) => Sql;
  readonly range: (x: Sql) => Sql;
  readonly apply: (x: Sql, shift: Sql, range: Sql) => Sql;
}

/** Aggregates as the others, so that the statistics are one row. */
const one = sql`max(1::DOUBLE)`;
const zero = sql`max(0::DOUBLE)`;

/** Min–max multiplies and then shifts, as scikit-learn's MinMaxScaler does, so that distances agree with it to the last bit. A range of 0 counts as 1. */
const SCALERS: Readonly<Record<(typeof METHODS)[number], Scaler>> = {
  minmax: {
    label: 'min–max',
    shift: (x) => sql`min(${x})`,
    range: (x) => sql`max(${x}) - min(${x})`,
    apply: (x, shift, range) =>
      sql`${x} * (1::DOUBLE / ${range}) + (0::DOUBLE - ${shift} * (1::DOUBLE / ${range}))`,
  },
  standard: {
    label: 'z-score',
    shift: (x) => sql`favg(${x})`,
    range: (x) => sql`CASE WHEN min(${x}) = max(${x}) THEN 0 ELSE stddev_pop(${x}) END`,
    apply: (x, shift, range) => sql`(${x} - ${shift}) / ${range}`,
  },
  robust: {
    label: 'median and quartiles',
    shift: (x) => sql`quantile_cont(${x}, 0.5)`,
    range: (x) => sql`quantile_cont(${x}, 0.75) - quantile_cont(${x}, 0.25)`,
    apply: (x, shift, range) => sql`(${x} - ${shift}) / ${range}`,
  },
  log1p: {
    label: 'ln(1 + x)',
    shift: () => zero,
    range: () => one,
    apply: (x) => sql`CASE WHEN ${x} > -1 THEN ln(1::DOUBLE + ${x}) END`,
  },
};

/** Features on comparable scales: min–max to [0, 1], z-score (ddof 0), median and interquartile range, or ln(1 + x). A constant becomes 0, with a warning (min–max, z-score). */
export const scale: StepKind<v.InferOutput<typeof shape>> = {
  op: 'scale',
  station: 'features',
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => ({
    schema: [
      { name: step.id, type: 'integer' },
      ...selected(scope.schema(step.from), step.columns).map((column) => ({
        name: column,
        type: 'number' as const,
      })),
    ],
    problems: [
      ...selectionProblems(scope, step.from, step.columns),
      ...idProblems(scope, step.from, step.id),
    ],
  }),
  describe: (step) => `Scaled by ${SCALERS[step.method].label}`,
  compile: (step, names) => {
    const scaler = SCALERS[step.method];
    const columns = selected(names.schema(step.from), step.columns);
    const stats = columns.flatMap((column, i) => {
      const x = sql`${ident(column)}::DOUBLE`;
      return [
        sql`${scaler.shift(x)} AS ${ident(`shift ${String(i)}`)}`,
        sql`coalesce(nullif(${scaler.range(x)}, 0), 1)::DOUBLE AS ${ident(`range ${String(i)}`)}`,
      ];
    });
    const scaled = columns.map(
      (column, i) =>
        sql`${scaler.apply(sql`f.${ident(column)}::DOUBLE`, sql`s.${ident(`shift ${String(i)}`)}`, sql`s.${ident(`range ${String(i)}`)}`)} AS ${ident(column)}`,
    );
    const from = names.relation(step.from);
    return {
      kind: 'table',
      query: sql`SELECT ${join([sql`f.${ident(step.id)}`, ...scaled], ',\n  ')}\nFROM ${from} AS f,\n  (SELECT ${join(stats, ',\n    ')} FROM ${from}) AS s\nORDER BY f.${ident(step.id)}`,
    };
  },
  facts: (step, names) => {
    const columns = selected(names.schema(step.from), step.columns);
    return sql`SELECT ${join(columns.map((column) => sql`(count(${ident(column)}) > 0 AND min(${ident(column)}) = max(${ident(column)}))::DOUBLE AS ${ident(column)}`))} FROM ${names.relation(step.from)}`;
  },
  warnings: (step, facts) =>
    Object.entries(facts).flatMap(([column, constant]) =>
      constant === 1
        ? [
            `${column} is the same in every row of ${step.from}${step.method === 'log1p' ? '' : '; it is scaled to 0'} and tells nothing apart.`,
          ]
        : [],
    ),
};
