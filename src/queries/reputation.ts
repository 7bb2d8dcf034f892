import { ident, join, sql, type Sql } from '../sql/sql.ts';

const flagged = sql`suspect_events > 0`;

/** Keys with their scores: the key columns, then suspect, other, total, score, score again, score_low, sessions (suspect), score_sessions, score_high, total sessions. */
export function reputationRows(
  relation: string,
  keys: readonly string[],
  flaggedOnly: boolean,
): Sql {
  const measures = sql`suspect_events, total_events - suspect_events AS other_events, total_events, score, score AS interval, score_low,
  suspect_sessions, score_sessions, score_high, total_sessions`;
  return sql`SELECT ${join(keys.map(ident))}, ${measures}\nFROM ${ident(relation)}${flaggedOnly ? sql`\nWHERE ${flagged}` : sql``}`;
}

/** One row: keys, flagged keys, suspect events, other events, of the last two those of flagged keys, the least lower end of a flagged key's interval. */
export function reputationFigures(relation: string): Sql {
  return sql`SELECT count(*)::DOUBLE AS keys, (count(*) FILTER (WHERE ${flagged}))::DOUBLE AS flagged,
  coalesce(sum(suspect_events), 0) AS suspect, coalesce(sum(total_events - suspect_events), 0) AS other,
  coalesce(sum(suspect_events) FILTER (WHERE ${flagged}), 0) AS suspect_held, coalesce(sum(total_events - suspect_events) FILTER (WHERE ${flagged}), 0) AS other_caught,
  coalesce(min(score_low) FILTER (WHERE ${flagged}), 0) AS least
FROM ${ident(relation)}`;
}
