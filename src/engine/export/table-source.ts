import type { Sql } from '../../sql/sql.ts';
import type { Schema } from '../table.ts';

/** A query and its columns: what is exported. */
export interface TableSource {
  readonly query: Sql;
  readonly schema: Schema;
}
