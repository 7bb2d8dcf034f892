import { ident, join, lit, sql, type Sql } from '../sql/sql.ts';

/** Clusters from this one on share a slot, as they share a mark. */
export const SLOTS = 8;
/** Noise's slot. */
const NOISE = -1;

/** How many marks are drawn: `total` in all, but at least `least` of every slot that has them. */
export interface MarkBudget {
  readonly total: number;
  readonly least: number;
}

const BUDGET: MarkBudget = { total: 400, least: 50 };

/** Marks per slot: clusters 0 to 7, all others as one, noise. What is left after the least of each is shared by size. */
export function marksBySlot(
  sizes: readonly number[],
  noise: number,
  budget: MarkBudget = BUDGET,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  const add = (slot: number, n: number): void => {
    if (n > 0) counts.set(slot, (counts.get(slot) ?? 0) + n);
  };
  sizes.forEach((n, cluster) => {
    add(Math.min(cluster, SLOTS), n);
  });
  add(NOISE, noise);
  const marks = new Map([...counts].map(([slot, n]) => [slot, Math.min(n, budget.least)]));
  const spent = [...marks.values()].reduce((sum, n) => sum + n, 0);
  const open = [...counts].map(([slot, n]) => [slot, n - (marks.get(slot) ?? 0)] as const);
  const waiting = open.reduce((sum, [, n]) => sum + n, 0);
  const room = Math.min(waiting, Math.max(0, budget.total - spent));
  for (const [slot, n] of open)
    marks.set(slot, (marks.get(slot) ?? 0) + Math.floor((room * n) / Math.max(1, waiting)));
  return marks;
}

export interface StripTables {
  readonly features: string;
  readonly clusters: string;
  readonly session: string;
  readonly cluster: string;
}

/** A fixed sample of sessions: session, cluster, then the features. The hash of a session's number decides, so the same run always gives the same marks. */
export function stripSample(
  tables: StripTables,
  features: readonly string[],
  marks: ReadonlyMap<number, number>,
): Sql {
  const [session, cluster] = [ident(tables.session), ident(tables.cluster)];
  const most = Math.max(1, ...marks.values());
  const quota = [...marks].map(([slot, n]) => sql`WHEN ${lit(slot)} THEN ${lit(n)}`);
  const share = quota.length === 0 ? sql`0` : sql`CASE slot ${join(quota, ' ')} ELSE 0 END`;
  return sql`WITH slots AS (SELECT CASE WHEN ${cluster} < 0 THEN ${lit(NOISE)} ELSE least(${cluster}, ${lit(SLOTS)}) END AS slot,
    arg_min(${session}, hash(${session}), ${lit(most)}) AS ids
  FROM ${ident(tables.clusters)} WHERE ${cluster} IS NOT NULL GROUP BY slot),
picked AS (SELECT unnest(list_slice(ids, 1, ${share})) AS ${session} FROM slots)
SELECT ${join([session, cluster, ...features.map((name) => sql`${ident(name)}::DOUBLE AS ${ident(name)}`)])}
FROM picked JOIN ${ident(tables.clusters)} USING (${session}) JOIN ${ident(tables.features)} USING (${session})
ORDER BY ${session}`;
}
