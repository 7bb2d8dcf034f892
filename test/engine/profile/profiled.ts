import type { Database } from '../../../src/engine/ports.ts';
import { profileTable } from '../../../src/engine/profile/profile-table.ts';
import type { ColumnStatistics } from '../../../src/engine/profile/statistics.ts';
import type { Schema } from '../../../src/engine/table.ts';

/** All that a profile gives, in one piece. */
export async function profiled(
  database: Database,
  relation: string,
  schema: Schema,
  signal?: AbortSignal,
): Promise<ColumnStatistics[]> {
  const all: ColumnStatistics[] = [];
  for await (const some of profileTable(database, relation, schema, { signal })) all.push(...some);
  return all;
}
