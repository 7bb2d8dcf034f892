import { double, ident, join, lit, sql, type Sql } from '../sql/sql.ts';

/** Grid of gaps that a person would type: below the first number, multiples of the second, both in seconds. */
const GRID: readonly (readonly [below: number, step: number])[] = [
  [60, 1],
  [600, 10],
  [3600, 60],
  [21_600, 300],
  [86_400, 1800],
  [345_600, 3600],
  [Infinity, 21_600],
];
/** Below this, two significant digits. */
const FINE = 10;

const stepAt = (seconds: number): number => GRID.find(([below]) => seconds < below)?.[1] ?? 1;

/** The gap of the grid that is nearest to a number of seconds. */
export function snapGap(seconds: number): number {
  if (seconds < FINE) return Number(Math.max(0, seconds).toPrecision(2));
  const step = stepAt(seconds);
  return Math.round(seconds / step) * step;
}

/**
 * How many gaps end at each place of the grid: `upTo` (the gap, rounded up to the grid) and `n`, ascending. For any gap
 * of the grid the sum of `n` above it is exactly the number of longer gaps.
 */
export function gapSteps(relation: string, gap: string): Sql {
  const x = ident(gap);
  const fine = sql`pow(10, floor(log10(${x})) - 1)`;
  const cases = GRID.filter(([below]) => Number.isFinite(below)).map(
    ([below, step]) =>
      sql`WHEN ${x} <= ${double(below)} THEN ceil(${x} / ${double(step)}) * ${double(step)}`,
  );
  const coarse = double(stepAt(Infinity));
  return sql`SELECT CASE WHEN ${x} <= 0 THEN 0::DOUBLE WHEN ${x} < ${double(FINE)} THEN ceil(${x} / ${fine} - 1e-9::DOUBLE) * ${fine}
  ${join(cases, '\n  ')}
  ELSE ceil(${x} / ${coarse}) * ${coarse} END AS "upTo", count(*)::DOUBLE AS n
FROM ${ident(relation)} WHERE ${x} IS NOT NULL GROUP BY 1 ORDER BY 1`;
}

/** Gaps longer than `seconds`, from the rows of {@link gapSteps}. Exact for gaps of the grid. */
export function longerGaps(
  steps: readonly (readonly [upTo: number, n: number])[],
  seconds: number,
): number {
  const limit = seconds * (1 + 1e-9);
  return steps.reduce((sum, [upTo, n]) => (upTo > limit ? sum + n : sum), 0);
}

/** Gaps above zero in bins of equal ratio, `perDecade` from one power of ten to the next: `bin` and `n`; bin k begins at 10^(k / perDecade) s. */
export function gapBins(relation: string, gap: string, perDecade: number): Sql {
  return sql`SELECT floor(log10(${ident(gap)}) * ${double(perDecade)} + 1e-9::DOUBLE)::INTEGER AS bin, count(*)::DOUBLE AS n
FROM ${ident(relation)} WHERE ${ident(gap)} > 0 GROUP BY bin ORDER BY bin`;
}

/** One row about all gaps: `gaps`, `zero`, `longer` than and `ties` on the `limit`, the commonest gap above zero `peak` and `peakCount`, `longest`, `limit`. */
export function gapSummary(relation: string, gap: string, limitSeconds: number): Sql {
  const x = ident(gap);
  const limit = double(limitSeconds);
  return sql`WITH g AS (SELECT ${x} AS gap, count(*) AS n FROM ${ident(relation)} WHERE ${x} IS NOT NULL GROUP BY gap),
p AS (SELECT gap, n FROM g WHERE gap > 0 ORDER BY n DESC, gap LIMIT ${lit(1)})
SELECT coalesce(sum(n), 0)::DOUBLE AS gaps, coalesce(sum(n) FILTER (WHERE gap = 0), 0)::DOUBLE AS zero,
  coalesce(sum(n) FILTER (WHERE gap > ${limit}), 0)::DOUBLE AS longer, coalesce(sum(n) FILTER (WHERE gap = ${limit}), 0)::DOUBLE AS ties,
  (SELECT gap FROM p)::DOUBLE AS peak, (SELECT n FROM p)::DOUBLE AS "peakCount", max(gap)::DOUBLE AS longest, ${limit} AS "limit"
FROM g`;
}
