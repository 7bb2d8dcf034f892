import * as v from 'valibot';
import { columnProfile } from '../sql/column-profile.ts';
import { isNumeric } from '../sql/schema.ts';
import { ident, join, sql } from '../sql/sql.ts';
import { exported, name, ROW } from './columns.ts';
import type { StepKind } from './kind.ts';

const shape = v.strictObject({ op: v.literal('profile'), as: name, from: name, export: exported });

const text = (column: string) => ({ name: column, type: 'text' }) as const;
const number = (column: string) => ({ name: column, type: 'number' }) as const;

/** One row per column, as pandas' `describe(include='all')` tells it: count, nulls, distinct, top and its frequency, moments and quartiles. Ties of top go to the smallest value. */
export const profile: StepKind<v.InferOutput<typeof shape>> = {
  op: 'profile',
  station: 'data',
  shape,
  sources: (step) => [step.from],
  check: () => ({
    schema: [
      text('column'),
      text('type'),
      ...['rows', 'nulls', 'distinct'].map(number),
      ...['min', 'max', 'top'].map(text),
      number('freq'),
      ...['mean', 'std', 'q25', 'median', 'q75'].map(number),
    ],
    problems: [],
  }),
  describe: (step) => `Profile of every column of ${step.from}`,
  compile: (step, names) => ({
    kind: 'table',
    query: join(
      names
        .schema(step.from)
        .filter((column) => column.name !== ROW)
        .map((column) =>
          columnProfile(
            column,
            names.relation(step.from),
            isNumeric(column) ? sql`${ident(column.name)}::DOUBLE` : null,
          ),
        ),
      '\nUNION ALL\n',
    ),
  }),
};
