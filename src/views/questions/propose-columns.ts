import { editDistance } from '../../steps/problem.ts';

/** Words that logs use for one another; each list names one thing, its first word stands for all. */
const SAME_WORDS: readonly (readonly string[])[] = [
  ['address', 'addr', 'adr'],
  ['time', 'date', 'datetime', 'timestamp', 'ts', 'at', 'when'],
  ['request', 'click', 'event', 'hit', 'access', 'clicked', 'requested'],
  ['send', 'sent', 'delivery', 'delivered', 'mailed'],
  ['agent', 'browser', 'client'],
  ['link', 'url', 'uri', 'href', 'target'],
  ['mail', 'email', 'message'],
  ['inbox', 'mailbox', 'recipient', 'receiver'],
  ['user', 'usr', 'account', 'login'],
  ['company', 'customer', 'tenant', 'organisation', 'organization', 'org'],
  ['list', 'audience', 'segment'],
  ['range', 'prefix', 'network', 'net', 'subnet', 'block'],
  ['name', 'label', 'title', 'description', 'desc'],
  ['number', 'no', 'num', 'nr'],
  ['id', 'identifier', 'uuid', 'guid', 'key'],
  ['domain', 'host', 'hostname'],
  ['root', 'top', 'apex'],
  ['source', 'src', 'origin', 'orig', 'remote'],
  ['destination', 'dest', 'dst', 'resp'],
];
const STANDS_FOR = new Map(
  SAME_WORDS.flatMap(([first = '', ...others]) => others.map((word) => [word, first] as const)),
);

/** Short forms of several words. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  ua: ['user', 'agent'],
  useragent: ['user', 'agent'],
  ip: ['ip', 'address'],
  ipaddress: ['ip', 'address'],
  ipaddr: ['ip', 'address'],
  asn: ['as', 'number'],
  asname: ['as', 'name'],
  aso: ['as', 'name'],
  tld: ['domain', 'root', 'level'],
  uid: ['user', 'id'],
  userid: ['user', 'id'],
  cidr: ['cidr', 'range'],
};

/** Of two columns for the two ends of a connection, the one that is not the log's own end is asked for, unless these are. */
const OWN_END = new Set(['s', 'server', 'destination', 'local']);
/** Less than any word tells, more than letters do. */
const OWN_END_MALUS = 0.1;

const LIKELY = 0.5;

/** The words of a column's name: `clientIP`, `client_ip` and `client.ip` all speak of a client's address. */
export function wordsOf(name: string): readonly string[] {
  const parts = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return [...new Set(parts.flatMap((part) => SHORT[part] ?? [STANDS_FOR.get(part) ?? part]))];
}

/** A name's last word says what it is, the words before it which one: a RequestDate is a date. */
const LAST_WORD = 2;

function weightsOf(name: string): ReadonlyMap<string, number> {
  const words = wordsOf(name);
  return new Map(words.map((word, i) => [word, i === words.length - 1 ? LAST_WORD : 1]));
}

function sumOf(weights: ReadonlyMap<string, number>): number {
  return [...weights.values()].reduce((sum, weight) => sum + weight, 0);
}

/** How alike two names are, 0…1: by the words they share, or letter by letter where that tells more. */
export function likeness(a: string, b: string): number {
  const [x, y] = [a, b].map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  if (!x || !y) return 0;
  if (x === y) return 1;
  const letters = 1 - editDistance(x, y) / Math.max(x.length, y.length);
  const [p, q] = [weightsOf(a), weightsOf(b)];
  const shared = [...p].reduce((sum, [word, own]) => sum + Math.min(own, q.get(word) ?? 0), 0);
  const words = (2 * shared) / (sumOf(p) + sumOf(q));
  // Words mean more than letters; letters decide between columns with equal words.
  return Math.max(words * 0.9 + letters * 0.09, letters > 0.7 ? letters * 0.95 : 0);
}

/** Whether a column is of the server's end of a connection, where the role does not say so. */
function isOfOwnEnd(role: string, column: string): boolean {
  const asked = wordsOf(role);
  return wordsOf(column).some((word) => OWN_END.has(word) && !asked.includes(word));
}

/** A column for each missing role where one is likely, the surest pairs first, no column twice. */
export function proposeColumns(
  missing: readonly string[],
  available: readonly string[],
): ReadonlyMap<string, string> {
  const pairs = missing
    .flatMap((role) =>
      available.map((column) => ({
        role,
        column,
        score: likeness(role, column) - (isOfOwnEnd(role, column) ? OWN_END_MALUS : 0),
      })),
    )
    .filter(({ score }) => score >= LIKELY)
    .sort((a, b) => b.score - a.score);
  const chosen = new Map<string, string>();
  const taken = new Set<string>();
  for (const { role, column } of pairs) {
    if (chosen.has(role) || taken.has(column)) continue;
    chosen.set(role, column);
    taken.add(column);
  }
  return chosen;
}
