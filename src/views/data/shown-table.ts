import { inputOf, lastJoin } from '../../engine/result.ts';
import type { Schema } from '../../engine/table.ts';
import { rowsOf, type OpenTable } from '../../state/tables.ts';
import type { Workbench } from '../../state/workbench.ts';
import { ROW } from '../../steps/columns.ts';
import { profileOf, rolesOf, type Role } from './column-model.ts';

/** The rows that the Data station shows of an open table. */
export interface ShownTable {
  /** Never the name of other rows. */
  readonly relation: string;
  /** Without `_row`. */
  readonly schema: Schema;
  readonly rows: number;
  /** What a column is to the recipe; undefined where the shown result was not made from the table. */
  readonly rolesOf: ((column: string) => readonly Role[]) | undefined;
  /** Whether the recipe's own profile step tells its columns. */
  readonly profiled: boolean;
}

/** What is shown of an open table: of one that the result was made from what the recipe made of it, columns it derived included. Null before it is loaded. */
export function shownOf(workbench: Workbench, table: OpenTable): ShownTable | null {
  const result = workbench.result();
  const input = inputInResult(workbench, table);
  const joined = table.joined && result && input ? lastJoin(result, input.name) : null;
  if (result && input && (joined || !table.joined)) {
    const roles = rolesOf(result);
    const of = profileOf(result)?.of;
    const step = of && inputOf(result, of) === input.name ? of : joined;
    if (step)
      return {
        relation: step.relation,
        schema: ownColumns(step.schema),
        rows: step.rows,
        rolesOf: roles,
        profiled: step === of,
      };
    return {
      relation: input.relation,
      schema: ownColumns(input.schema),
      rows: input.files.reduce((sum, file) => sum + file.rows, 0),
      rolesOf: roles,
      profiled: false,
    };
  }
  const { loaded } = table;
  return (
    loaded && {
      relation: loaded.relation,
      schema: ownColumns(loaded.schema),
      rows: rowsOf(table),
      rolesOf: undefined,
      profiled: false,
    }
  );
}

/** The input of the shown result that a table played; undefined where it was made from others. */
export function inputInResult({ tables, result }: Workbench, { id, lacks }: OpenTable) {
  const input = tables.playing(id);
  return lacks === null ? result()?.inputs.find(({ name }) => name === input) : undefined;
}

function ownColumns(schema: Schema): Schema {
  return schema.filter(({ name }) => name !== ROW);
}
