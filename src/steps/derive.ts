import * as v from 'valibot';
import type { Schema } from '../sql/schema.ts';
import { ident, sql, type Sql } from '../sql/sql.ts';
import { exported, name, RESERVED } from './columns.ts';
import { compileExpression, expression } from './expression.ts';
import type { Scope, StepKind } from './kind.ts';
import { pointer, type Problem } from './problem.ts';
import { record } from './record.ts';

const shape = v.strictObject({
  op: v.literal('derive'),
  as: name,
  from: name,
  columns: record(name, expression),
  export: exported,
});
type Derive = v.InferOutput<typeof shape>;

/** Columns computed from others of the same row. A name that exists is replaced in its place; an expression sees the columns derived before it. */
export const derive: StepKind<Derive> = {
  op: 'derive',
  station: 'data',
  shape,
  sources: (step) => [step.from],
  check: (step, scope) => {
    const { schema, problems } = resolve(step, scope);
    return { schema, problems };
  },
  describe: (step) => `Derives ${Object.keys(step.columns).join(', ')}`,
  compile: (step, names) => ({
    kind: 'view',
    query: resolve(step, names).selects.reduce<Sql>(
      (query, select, i) =>
        i === 0
          ? sql`SELECT ${select}\nFROM ${names.relation(step.from)}`
          : sql`SELECT ${select}\nFROM (${query})`,
      sql`FROM ${names.relation(step.from)}`,
    ),
  }),
};

function resolve(
  step: Derive,
  scope: Scope,
): { schema: Schema; problems: readonly Problem[]; selects: readonly Sql[] } {
  let schema = scope.schema(step.from);
  const problems: Problem[] = [];
  const selects: Sql[] = [];
  for (const [column, value] of Object.entries(step.columns)) {
    const at = scope.at + pointer('columns', column);
    const { typed, problems: inner } = compileExpression(value, schema, at);
    problems.push(...inner);
    if (RESERVED.includes(column))
      problems.push({
        pointer: at,
        message: `"${column}" is a name that Spoor itself gives; choose another`,
      });
    if (!typed) continue;
    const replaces = schema.some((c) => c.name === column);
    const made = { name: column, type: typed.type };
    schema = replaces ? schema.map((c) => (c.name === column ? made : c)) : [...schema, made];
    selects.push(
      replaces
        ? sql`* REPLACE (${typed.sql} AS ${ident(column)})`
        : sql`*, ${typed.sql} AS ${ident(column)}`,
    );
  }
  return { schema, problems, selects };
}
