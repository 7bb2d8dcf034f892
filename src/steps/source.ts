import * as v from 'valibot';
import { ident, join, sql } from '../sql/sql.ts';
import type { Schema } from '../sql/schema.ts';
import { exported, name, RESERVED, ROW } from './columns.ts';
import type { Scope, StepKind } from './kind.ts';

const shape = v.strictObject({ op: v.literal('source'), as: name, input: name, export: exported });

/** An input under a name of its own. Columns that carry a name which Spoor itself gives are renamed `name_2`, `name_3` … */
export const source: StepKind<v.InferOutput<typeof shape>> = {
  op: 'source',
  station: 'data',
  shape,
  sources: () => [],
  inputs: (step) => [step.input],
  check: (step, scope) => ({
    schema: renamed(scope, step.input).map(({ as, type }) => ({ name: as, type })),
    problems: [],
  }),
  describe: (step) => `Rows of ${step.input}`,
  compile: (step, names) => ({
    kind: 'view',
    query: sql`SELECT ${join(
      renamed(names, step.input).map(({ name: from, as }) =>
        from === as ? ident(as) : sql`${ident(from)} AS ${ident(as)}`,
      ),
    )}\nFROM ${names.inputRelation(step.input)}`,
  }),
};

function renamed(scope: Scope, input: string): readonly (Schema[number] & { as: string })[] {
  const schema = scope.input(input);
  const taken = new Set(schema.map((column) => column.name.toLowerCase()));
  return schema.map((column) => {
    if (
      column.name === ROW ||
      !RESERVED.some((word) => word.toLowerCase() === column.name.toLowerCase())
    )
      return { ...column, as: column.name };
    let n = 2;
    while (taken.has(`${column.name}_${String(n)}`.toLowerCase())) n++;
    const as = `${column.name}_${String(n)}`;
    taken.add(as.toLowerCase());
    return { ...column, as };
  });
}
