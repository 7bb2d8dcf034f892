import type { Schema } from '../sql/schema.ts';
import { ident, join, sql, type Sql } from '../sql/sql.ts';
import { idProblems, selected, selectionProblems, type Selection } from './columns.ts';
import type { Names, Scope } from './kind.ts';
import type { Problem } from './problem.ts';

/** What steps that work on a matrix have in common: whose rows, by which number, which columns. */
interface MatrixStep {
  readonly from: string;
  readonly id: string;
  readonly columns?: Selection;
}

/** The features: the selected columns but the id. */
export function matrixColumns(schema: Schema, step: MatrixStep): readonly string[] {
  return selected(schema, step.columns).filter((column) => column !== step.id);
}

/** The query of a matrix: the id, then the features, ordered by id. */
export function matrixQuery(step: MatrixStep, names: Names): Sql {
  const columns = matrixColumns(names.schema(step.from), step);
  return sql`SELECT ${join([ident(step.id), ...columns.map(ident)])}\nFROM ${names.relation(step.from)}\nORDER BY ${ident(step.id)}`;
}

/** Problems with the columns and the id of a matrix. */
export function matrixProblems(step: MatrixStep, scope: Scope): Problem[] {
  return [
    ...selectionProblems(scope, step.from, step.columns),
    ...idProblems(scope, step.from, step.id),
  ];
}
