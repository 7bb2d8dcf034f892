import { dbscanReference } from '../../src/matrix/dbscan-reference.ts';

/** An event of a click log; null where the file has nothing. */
export type Click = Readonly<Record<string, string | null>>;
export interface Score {
  total: number;
  suspect: number;
  sessions: Set<number>;
  suspectSessions: Set<number>;
}

const KEYS = ['IPAddress', 'UserAgent'];
const time = (text: string | null | undefined) =>
  text ? Date.parse(`${text.replace(' ', 'T')}Z`) / 1000 : null;
const keyOf = (click: Click, columns: readonly string[]) =>
  JSON.stringify(columns.map((column) => click[column] ?? null));

/** email-bots over IP + agent in plain loops: sessions, features, min–max, DBSCAN from the paper. Gives the cluster of each click's session. */
export function clustersOf(clicks: readonly Click[]): {
  session: (number | null)[];
  cluster: (number | null)[];
} {
  const order = clicks
    .map((_, row) => row)
    .filter((row) => time(clicks[row]!['RequestDate']) !== null);
  const at = (row: number) => time(clicks[row]!['RequestDate'])!;
  order.sort((a, b) => at(a) - at(b) || a - b);
  const members: number[][] = [];
  const last = new Map<string, number[]>();
  for (const row of order) {
    const key = keyOf(clicks[row]!, KEYS);
    const before = last.get(key);
    const goesOn = before !== undefined && at(row) - at(before.at(-1)) <= 120;
    const own = goesOn ? before : [];
    own.push(row);
    if (!goesOn) members.push(own);
    last.set(key, own);
  }
  // Numbered by first time, then by the lowest row.
  members.sort((a, b) => at(a[0]!) - at(b[0]!) || Math.min(...a) - Math.min(...b));
  const session: (number | null)[] = clicks.map(() => null);
  members.forEach((rows, id) => {
    for (const row of rows) session[row] = id;
  });
  const features = members.map((rows) => featuresOf(rows.map((row) => clicks[row]!)));
  const complete = features.flatMap((f, i) => (f.includes(null) ? [] : [i]));
  const points = minMax(features).filter((_, i) => complete.includes(i));
  const { clusters } = dbscanReference(Float64Array.from(points.flat()), 8, 0.4, 2);
  const bySession = members.map(() => null as number | null);
  complete.forEach((i, row) => (bySession[i] = clusters[row]!));
  return { session, cluster: session.map((s) => (s === null ? null : bySession[s]!)) };
}

function featuresOf(clicks: readonly Click[]): (number | null)[] {
  const distinct = (column: string) => new Set(clicks.flatMap((click) => click[column] ?? [])).size;
  const times = clicks.map((click) => time(click['RequestDate'])!);
  const delays = clicks.flatMap((click) => {
    const sent = time(click['SendDate']);
    return sent === null
      ? []
      : [Math.log(Math.max(0, time(click['RequestDate'])! - sent) + Math.E)];
  });
  return [
    clicks.length,
    ...['InboxID', 'UserID', 'EmailDomain', 'EmailRootLevelDomain', 'Link'].map(distinct),
    delays.length === 0 ? null : delays.reduce((a, b) => a + b) / delays.length,
    Math.max(...times) - Math.min(...times),
  ];
}

function minMax(rows: readonly (readonly (number | null)[])[]): number[][] {
  const scales = (rows[0] ?? []).map((_, column) => {
    const values = rows.flatMap((row) => row[column] ?? []);
    const low = values.reduce((a, b) => Math.min(a, b), Infinity);
    const range = values.reduce((a, b) => Math.max(a, b), -Infinity) - low;
    return { low, factor: 1 / (range || 1) };
  });
  return rows.map((row) =>
    row.map(
      (x, i) => (x ?? Number.NaN) * scales[i]!.factor + (0 - scales[i]!.low * scales[i]!.factor),
    ),
  );
}

/** Events and sessions per key, all and suspect; suspect is every cluster but the one with the most events. */
export function reputation(
  clicks: readonly Click[],
  { session, cluster }: ReturnType<typeof clustersOf>,
  columns: readonly string[],
): Map<string, Score> {
  const events = new Map<number, number>();
  for (const c of cluster) if (c !== null && c >= 0) events.set(c, (events.get(c) ?? 0) + 1);
  const [organic] = [...events].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [-1];
  const scores = new Map<string, Score>();
  clicks.forEach((click, row) => {
    const key = keyOf(click, columns);
    const score = scores.get(key) ?? {
      total: 0,
      suspect: 0,
      sessions: new Set(),
      suspectSessions: new Set(),
    };
    scores.set(key, score);
    const c = cluster[row] ?? null;
    const suspect = c !== null && c >= 0 && c !== organic;
    score.total += 1;
    score.suspect += suspect ? 1 : 0;
    if (session[row] === null) return;
    score.sessions.add(session[row]!);
    if (suspect) score.suspectSessions.add(session[row]!);
  });
  return scores;
}
