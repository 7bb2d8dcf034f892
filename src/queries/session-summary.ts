import { ident, join, sql, type Sql } from '../sql/sql.ts';

/** What {@link sessionSummary} needs to know of sessions. */
export interface SessionColumns {
  readonly relation: string;
  readonly session: string;
  /** The columns of the key. */
  readonly by: readonly string[];
  readonly time: string;
}

/** One row about the sessions of one key: distinct `keys`, `sessions`, `events` in them, sessions with a `single` event, the `longest` in seconds. */
export function sessionSummary({ relation, session, by, time }: SessionColumns): Sql {
  const from = sql`FROM ${ident(relation)} WHERE ${ident(session)} IS NOT NULL`;
  return sql`WITH s AS (SELECT count(*) AS n, epoch_us(max(${ident(time)})) - epoch_us(min(${ident(time)})) AS span ${from} GROUP BY ${ident(session)})
SELECT (SELECT count(*) FROM (SELECT DISTINCT ${join(by.map(ident))} ${from}))::DOUBLE AS keys,
  count(*)::DOUBLE AS sessions, coalesce(sum(n), 0)::DOUBLE AS events, (count(*) FILTER (WHERE n = 1))::DOUBLE AS single,
  max(span) / 1e6::DOUBLE AS longest
FROM s`;
}
