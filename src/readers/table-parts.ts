import type { Cancellable, Database } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, type Sql, sql } from '../sql/sql.ts';
import { typeName } from './casts.ts';
import { ROW } from './column-plan.ts';

/**
 * Of more columns, slices after the first are kept as tables of their own until all are there: appended to a table that
 * has rows, each column takes a megabyte for a moment, however few the rows are.
 */
export const WIDE_COLUMNS = 1000;

/** A table of the planned columns, and what its columns are. */
interface Part {
  readonly table: string;
  readonly types: readonly ColumnType[];
}

/** Rows of a wide table that are still to be put behind those that it has. */
export interface TableParts {
  /** Keeps rows; `select` gives `_row` and the columns under their names, of these types. */
  add(select: Sql, types: readonly ColumnType[], options: Cancellable): Promise<void>;
  /**
   * Puts all rows into the table, in the order in which they came, as columns of the wanted types.
   * @param own  the types that its columns have.
   */
  merge(
    own: readonly ColumnType[],
    wanted: readonly ColumnType[],
    options: Cancellable,
  ): Promise<void>;
  drop(): Promise<void>;
}

/**
 * @param names  of the columns after `_row`.
 * @param newTable  makes the name of a further table; the caller drops what is left of them.
 */
export function makeTableParts(
  database: Database,
  table: string,
  names: readonly string[],
  newTable: () => string,
): TableParts {
  let parts: Part[] = [];

  async function drop(): Promise<void> {
    for (const part of parts) await database.run(sql`DROP TABLE ${ident(part.table)}`);
    parts = [];
  }

  return {
    async add(select, types, options) {
      const part = newTable();
      await database.run(sql`CREATE TABLE ${ident(part)} AS ${select}`, options);
      parts.push({ table: part, types });
    },
    async merge(own, wanted, options) {
      if (parts.length === 0 && own.every((type, i) => type === wanted[i])) return;
      const whole = newTable();
      const selects = [{ table, types: own }, ...parts].map((part) => {
        const columns = names.map((name, i) => {
          const type = wanted[i] ?? 'text';
          if (part.types[i] === type) return ident(name);
          return sql`${ident(name)}::${typeName(type)} AS ${ident(name)}`;
        });
        return sql`SELECT ${ident(ROW)}, ${join(columns)} FROM ${ident(part.table)}`;
      });
      await database.run(
        sql`CREATE TABLE ${ident(whole)} AS ${join(selects, ' UNION ALL ')}`,
        options,
      );
      await drop();
      await database.run(sql`DROP TABLE ${ident(table)}`);
      await database.run(sql`ALTER TABLE ${ident(whole)} RENAME TO ${ident(table)}`);
    },
    drop,
  };
}
