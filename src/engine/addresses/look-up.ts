import { ident, sql, text, type Sql } from '../../sql/sql.ts';
import type { AddressLookup, Examples, Facts } from '../../steps/kind.ts';
import type { Cancellable, Database } from '../ports.ts';
import type { Cell } from '../table.ts';
import { parseAddress, type Family } from './address.ts';
import { flatten, ownerOf, type Intervals } from './intervals.ts';
import { parseRange, rangeBetween, type AddressRange } from './range.ts';

/** What a lookup tells of what it met. */
export interface LookupFindings {
  /**
   * Of the ranges: `ranges` that are some, `badRanges` that are none, `nullRanges`, `repeatedRanges` that came before,
   * `hostBitRanges` not written by their first address. Of the addresses: `badAddresses` that are none, `unmatchedKeys` in no range.
   */
  readonly facts: Facts;
  readonly examples: Examples;
}

export const NO_FINDINGS: LookupFindings = { facts: {}, examples: {} };

const EXAMPLES = 3;
const EXAMPLE_LENGTH = 60;
const NO_ADDRESS = -1;

/** Finds the range of each address and stores its place as the table `into`. Each range and address is read once, a batch at a time. */
export async function lookUpAddresses(
  lookup: AddressLookup,
  into: string,
  database: Database,
  options: Cancellable & {
    readonly onProgress: (phase: string, done: number, total: number) => void;
  },
): Promise<LookupFindings> {
  const tally = makeTally();
  const { signal, onProgress } = options;
  const families = await readRanges(lookup.ranges, database, tally, options);
  const count = await rowsOf(lookup.addresses, database, options);
  const values = new Int32Array(count);
  const valid = new Uint8Array(count);
  let at = 0;
  for await (const { rows } of database.batches(lookup.addresses, { signal })) {
    for (const [cell = null] of rows) {
      const address = parseAddress(cell);
      const place = address ? ownerOf(families[address.family], address.value) : NO_ADDRESS;
      if (!address) tally.add('badAddresses', [cell]);
      else if (place < 0) tally.add('unmatchedKeys');
      valid[at] = address && place < 0 ? 0 : 1;
      values[at] = address && place < 0 ? 0 : place;
      at += 1;
    }
    onProgress('addresses', at, count);
  }
  await database.store(into, [{ name: 'place', values, valid }], { signal });
  return tally;
}

/** What a person reads of a lookup. */
export function lookupText({ addresses, ranges }: AddressLookup, into: string): string {
  return `-- the place of the narrowest range among
${text(ranges)};
-- that holds each address of
${text(addresses)};
-- goes into ${text(ident(into))}: null for none, ${String(NO_ADDRESS)} where it is no address`;
}

async function readRanges(
  query: Sql,
  database: Database,
  tally: Tally,
  { signal, onProgress }: Parameters<typeof lookUpAddresses>[3],
): Promise<Readonly<Record<Family, Intervals>>> {
  const count = await rowsOf(query, database, { signal });
  const found: Record<Family, (AddressRange & { number: number })[]> = { 4: [], 6: [] };
  const texts = new Map<number, readonly Cell[]>();
  let number = 0;
  for await (const { rows } of database.batches(query, { signal })) {
    for (const cells of rows) {
      const [first = null, last = null] = cells;
      const range = cells.length > 1 ? rangeBetween(first, last) : parseRange(first);
      if (range) {
        tally.add('ranges');
        if (range.hostBits) tally.add('hostBitRanges', cells);
        found[range.family].push({ ...range, number });
        texts.set(number, cells);
      } else if (cells.every((cell) => cell === null)) tally.add('nullRanges');
      else tally.add('badRanges', cells);
      number += 1;
    }
    onProgress('ranges', number, count);
  }
  const families = { 4: flatten(found[4]), 6: flatten(found[6]) };
  for (const repeated of [...families[4].repeated, ...families[6].repeated])
    tally.add('repeatedRanges', texts.get(repeated));
  return families;
}

async function rowsOf(query: Sql, database: Database, options: Cancellable): Promise<number> {
  const { rows } = await database.rows(sql`SELECT count(*)::DOUBLE FROM (${query})`, {
    signal: options.signal,
  });
  return Number(rows[0]?.[0] ?? 0);
}

type Tally = ReturnType<typeof makeTally>;

/** Counts under names, and keeps the first values of each. */
function makeTally() {
  const facts: Record<string, number> = {
    ranges: 0,
    badRanges: 0,
    nullRanges: 0,
    repeatedRanges: 0,
    hostBitRanges: 0,
    badAddresses: 0,
    unmatchedKeys: 0,
  };
  const examples: Record<string, string[]> = {};
  return {
    facts,
    examples,
    add(name: string, cells?: readonly Cell[]): void {
      facts[name] = (facts[name] ?? 0) + 1;
      const kept = (examples[name] ??= []);
      if (!cells || kept.length >= EXAMPLES) return;
      const written = cells.map((cell) => (cell === null ? 'null' : String(cell))).join(' to ');
      kept.push(written.length > EXAMPLE_LENGTH ? `${written.slice(0, EXAMPLE_LENGTH)}…` : written);
    },
  };
}
