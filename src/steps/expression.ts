import * as v from 'valibot';
import type { ColumnType, Schema } from '../sql/schema.ts';
import { double, ident, join, lit, sql, type Sql } from '../sql/sql.ts';
import { didYouMean, pointer, type Problem } from './problem.ts';
import { record } from './record.ts';

/** A column by name, a literal, or one function of a closed list applied to expressions. Never SQL text. */
export type Expression =
  string | number | { readonly text: string } | { readonly [fn: string]: readonly Expression[] };

export const expression: v.GenericSchema<unknown, Expression> = v.lazy(() =>
  v.union(
    [
      v.string(),
      v.pipe(v.number(), v.finite()),
      v.strictObject({ text: v.string() }),
      record(v.string(), v.array(expression)),
    ],
    'An expression is a column name, a number, {"text": …} or {"function": [arguments]}.',
  ),
);

type Kind = ColumnType | 'any' | 'numeric';

interface Fn {
  readonly takes: readonly Kind[];
  /** More arguments of the last kind are allowed. */
  readonly more?: boolean;
  readonly gives: ColumnType | 'same';
  /** From this argument on, all must hold the same kind of value. */
  readonly alike?: number;
  readonly compile: (args: readonly Sql[]) => Sql;
}

const arg = (args: readonly Sql[], i: number): Sql => args[i] ?? lit(null);
const call =
  (fn: Sql): Fn['compile'] =>
  (args) =>
    sql`${fn}(${join(args)})`;
const infix =
  (write: (a: Sql, b: Sql) => Sql): Fn['compile'] =>
  (args) =>
    sql`(${write(arg(args, 0), arg(args, 1))})`;
const unary = (takes: Kind, gives: Fn['gives'], fn: Sql): Fn => ({
  takes: [takes],
  gives,
  compile: call(fn),
});
const compare = (write: (a: Sql, b: Sql) => Sql): Fn => ({
  takes: ['any', 'any'],
  gives: 'boolean',
  alike: 0,
  compile: infix(write),
});
const arithmetic = (write: (a: Sql, b: Sql) => Sql): Fn => ({
  takes: ['numeric', 'numeric'],
  gives: 'number',
  compile: infix(write),
});

/** The functions of the expression language. `seconds` is b − a; `ln` of what is not positive is null. */
export const FUNCTIONS: Readonly<Record<string, Fn>> = {
  seconds: {
    takes: ['timestamp', 'timestamp'],
    gives: 'number',
    compile: infix((a, b) => sql`(epoch_us(${b}) - epoch_us(${a})) / 1e6::DOUBLE`),
  },
  add: arithmetic((a, b) => sql`${a}::DOUBLE + ${b}::DOUBLE`),
  subtract: arithmetic((a, b) => sql`${a}::DOUBLE - ${b}::DOUBLE`),
  multiply: arithmetic((a, b) => sql`${a}::DOUBLE * ${b}::DOUBLE`),
  divide: arithmetic((a, b) => sql`${a}::DOUBLE / nullif(${b}::DOUBLE, 0)`),
  ln: {
    takes: ['numeric'],
    gives: 'number',
    compile: (args) => sql`CASE WHEN ${arg(args, 0)} > 0 THEN ln(${arg(args, 0)}::DOUBLE) END`,
  },
  exp: unary('numeric', 'number', sql`exp`),
  abs: unary('numeric', 'number', sql`abs`),
  floor: unary('numeric', 'number', sql`floor`),
  e: { takes: [], gives: 'number', compile: () => double(Math.E) },
  greatest: {
    takes: ['numeric'],
    more: true,
    gives: 'number',
    compile: (args) => extreme(args, sql`greatest`, sql`>=`, sql`<`),
  },
  least: {
    takes: ['numeric'],
    more: true,
    gives: 'number',
    compile: (args) => extreme(args, sql`least`, sql`<=`, sql`>`),
  },
  lower: unary('text', 'text', sql`lower`),
  upper: unary('text', 'text', sql`upper`),
  trim: unary('text', 'text', sql`trim`),
  length: unary('text', 'number', sql`length`),
  concat: {
    takes: ['text'],
    more: true,
    gives: 'text',
    compile: (args) => sql`(${join(args, ' || ')})`,
  },
  equal: compare((a, b) => sql`${a} IS NOT DISTINCT FROM ${b}`),
  less: compare((a, b) => sql`${a} < ${b}`),
  and: {
    takes: ['boolean'],
    more: true,
    gives: 'boolean',
    compile: (args) => sql`(${join(args, ' AND ')})`,
  },
  or: {
    takes: ['boolean'],
    more: true,
    gives: 'boolean',
    compile: (args) => sql`(${join(args, ' OR ')})`,
  },
  not: { takes: ['boolean'], gives: 'boolean', compile: (args) => sql`(NOT ${arg(args, 0)})` },
  isNull: { takes: ['any'], gives: 'boolean', compile: (args) => sql`(${arg(args, 0)} IS NULL)` },
  coalesce: { takes: ['any'], more: true, gives: 'same', alike: 0, compile: call(sql`coalesce`) },
  nullIf: { takes: ['any', 'any'], gives: 'same', alike: 0, compile: call(sql`nullif`) },
  if: {
    takes: ['boolean', 'any', 'any'],
    gives: 'same',
    alike: 1,
    compile: (args) => sql`CASE WHEN ${arg(args, 0)} THEN ${arg(args, 1)} ELSE ${arg(args, 2)} END`,
  },
};

/** DuckDB's greatest and least skip nulls; a measure of an unknown is unknown. Of two values, comparing them is three times as fast as the function. */
function extreme(args: readonly Sql[], fn: Sql, first: Sql, second: Sql): Sql {
  const values = args.map((value) => sql`${value}::DOUBLE`);
  const [a, b, ...more] = values;
  if (a && b && more.length === 0)
    return sql`CASE WHEN ${a} ${first} ${b} THEN ${a} WHEN ${a} ${second} ${b} THEN ${b} END`;
  const unknown = join(
    args.map((value) => sql`${value} IS NULL`),
    ' OR ',
  );
  return sql`CASE WHEN ${unknown} THEN NULL ELSE ${fn}(${join(values)}) END`;
}

export interface Typed {
  readonly sql: Sql;
  readonly type: ColumnType;
}

/** SQL and type of an expression over the columns of `schema`; problems point at the part that is wrong. */
export function compileExpression(
  value: Expression,
  schema: Schema,
  at: string,
): { readonly typed: Typed | null; readonly problems: readonly Problem[] } {
  const fail = (message: string) => ({ typed: null, problems: [{ pointer: at, message }] });
  if (typeof value === 'number')
    return { typed: { sql: double(value), type: 'number' }, problems: [] };
  if (typeof value === 'string') {
    const column = schema.find((c) => c.name === value);
    return column
      ? { typed: { sql: ident(value), type: column.type }, problems: [] }
      : fail(
          `no column "${value}"${didYouMean(
            value,
            schema.map((c) => c.name),
          )}`,
        );
  }
  if ('text' in value && typeof value.text === 'string')
    return { typed: { sql: lit(value.text), type: 'text' }, problems: [] };
  const [[name, operands] = ['', []], ...others] = Object.entries(
    value as Record<string, readonly Expression[]>,
  );
  const fn = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (others.length > 0) return fail('an expression has one function');
  if (!fn) return fail(`no function "${name}"${didYouMean(name, Object.keys(FUNCTIONS))}`);
  return compileCall(name, fn, operands, schema, at);
}

function compileCall(
  name: string,
  fn: Fn,
  operands: readonly Expression[],
  schema: Schema,
  at: string,
) {
  const fits = fn.more ? operands.length >= fn.takes.length : operands.length === fn.takes.length;
  if (!fits)
    return {
      typed: null,
      problems: [
        {
          pointer: at + pointer(name),
          message: `${name} takes ${String(fn.takes.length)}${fn.more ? ' or more' : ''} arguments, not ${String(operands.length)}`,
        },
      ],
    };
  const compiled = operands.map((operand, i) =>
    compileExpression(operand, schema, at + pointer(name, i)),
  );
  const problems = compiled.flatMap(({ typed, problems: inner }, i) => {
    const kind = fn.takes[i] ?? fn.takes.at(-1) ?? 'any';
    if (!typed || accepts(kind, typed.type)) return [...inner];
    return [
      {
        pointer: at + pointer(name, i),
        message: `${name} takes ${kind === 'numeric' ? 'a number' : `a ${kind}`} here, not a ${typed.type}`,
      },
    ];
  });
  const parts = compiled.flatMap(({ typed }) => (typed ? [typed] : []));
  if (problems.length > 0 || parts.length < operands.length) return { typed: null, problems };
  const alike = parts.slice(fn.alike ?? parts.length).map((part) => part.type);
  const odd = alike.findIndex((type) => !isAlike(type, alike[0] ?? type));
  if (odd > 0) {
    const message = `${name} takes values of one kind, not ${String(alike[0])} and ${String(alike[odd])}`;
    return {
      typed: null,
      problems: [{ pointer: at + pointer(name, (fn.alike ?? 0) + odd), message }],
    };
  }
  const same = alike.includes('number') ? 'number' : (alike[0] ?? 'text');
  return {
    typed: {
      sql: fn.compile(parts.map((part) => part.sql)),
      type: fn.gives === 'same' ? same : fn.gives,
    },
    problems,
  };
}

function isAlike(a: ColumnType, b: ColumnType): boolean {
  return a === b || (accepts('numeric', a) && accepts('numeric', b));
}

function accepts(kind: Kind, type: ColumnType): boolean {
  if (kind === 'any') return true;
  return kind === 'numeric' ? type === 'integer' || type === 'number' : kind === type;
}
