import type { Cancellable, Database } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, lit, type Sql, sql } from '../sql/sql.ts';
import { readAs, typeName } from './casts.ts';
import { type PlannedColumn, ROW } from './column-plan.ts';
import type { Stage } from './stage.ts';
import { stageColumn } from './stage-column.ts';

/**
 * Makes the typed table of staged slices, which it drops one by one: memory holds the data about once.
 * @param typeOf  type of the column of no known type that is staged under this name.
 */
export async function buildTable(
  database: Database,
  table: string,
  plan: readonly PlannedColumn[],
  typeOf: (stagedColumn: string) => ColumnType,
  stages: readonly Stage[],
  onStage: (stage: Stage) => void,
  options: Cancellable,
): Promise<void> {
  const typed = plan.map(({ name, type, cast }, i) => ({
    cast,
    name: ident(name),
    known: type !== null,
    type: type ?? typeOf(stageColumn(i)),
    column: ident(stageColumn(i)),
  }));
  const definitions = typed.map(({ name, type }) => sql`${name} ${typeName(type)}`);
  await database.run(
    sql`CREATE TABLE ${ident(table)} (${ident(ROW)} INTEGER, ${join(definitions)})`,
    options,
  );
  let firstRow = 0;
  for (const stage of stages) {
    const row = sql`(${lit(firstRow - 1)} + row_number() OVER ())::INTEGER`;
    const values = typed.map(({ type, column, known, cast }, i) => {
      if (stage.types[i] === type) return column;
      return known ? readAs(type, column, cast) : plainCast(type, column);
    });
    await database.run(
      sql`INSERT INTO ${ident(table)} SELECT ${row}, ${join(values)} FROM ${ident(stage.table)}`,
      options,
    );
    await database.run(sql`DROP TABLE ${ident(stage.table)}`, options);
    firstRow += stage.rows;
    onStage(stage);
  }
}

/** Inferred types were seen to fit every value. */
function plainCast(type: ColumnType, column: Sql): Sql {
  return type === 'text' ? column : sql`${column}::${typeName(type)}`;
}
