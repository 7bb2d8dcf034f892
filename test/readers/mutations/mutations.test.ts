import { installLibraries } from '../../../src/readers/libraries.ts';
import { makeNodeLibraries } from '../../../src/readers/node-libraries.ts';
import { makeRandom } from '../../../src/simulate/random.ts';
import { describe, expect, test } from 'vitest';
import { attempt, attemptLoad, type Outcome, UNREADABLE_ELSEWHERE } from './attempt.ts';
import { makeSamples, type Sample } from './samples.ts';
import { mutant } from './mutate.ts';

/** Mutants of each file: `SPOOR_MUTATIONS=2000 npx vitest run --project node test/readers/mutations`; from `SPOOR_SEED` on. */
const MUTANTS = Number(process.env['SPOOR_MUTATIONS'] ?? 25);
const FIRST_SEED = Number(process.env['SPOOR_SEED'] ?? 0);
/** These found a fault once: a batch of an Arrow stream that no longer said that it is one. */
const FOUND = [5286];
const LOAD_EVERY = 10;
const GOOD_EVERY = 15;

installLibraries(makeNodeLibraries());
const samples = await makeSamples();

/** How the mutants of a file ended. */
interface Tally {
  refused: number;
  same: number;
  fewer: number;
  more: number;
  warned: number;
  uncounted: number;
  slowest: number;
}

/** A file that has a check sum over all that it holds is as it was, several times over at the most. */
function checkSumFaults(sample: Sample, good: Outcome, { tables, refusal }: Outcome): string[] {
  if (!sample.checked && sample.label !== 'zip of two') return [];
  const before = new Set(good.tables.map(({ digest }) => digest));
  const whole = (sample.records[0] ?? 0) + 1;
  const strange = tables.filter(
    ({ table, records, digest, counted }) =>
      table.containers.length > 0 &&
      !before.has(digest) &&
      typeof counted !== 'number' &&
      (records + 1) % whole !== 0,
  );
  const lost =
    refusal === null &&
    tables.length < good.tables.length &&
    tables.every(({ warnings }) => warnings.length === 0);
  return [
    ...(strange.length > 0 ? ['damage was not noticed in spite of a check sum'] : []),
    ...(lost ? ['a table was lost'] : []),
  ];
}

function count(tally: Tally, sample: Sample, { refusal, tables, seconds }: Outcome): void {
  tally.slowest = Math.max(tally.slowest, seconds);
  if (refusal) {
    tally.refused += 1;
    return;
  }
  const records = tables.reduce((sum, table) => sum + table.records, 0);
  const expected = sample.records.reduce((sum, number) => sum + number, 0);
  if (records === expected) tally.same += 1;
  else if (records < expected) tally.fewer += 1;
  else tally.more += 1;
  if (tables.some(({ warnings, rejected }) => warnings.length > 0 || rejected > 0))
    tally.warned += 1;
  if (tables.some(({ counted }) => counted === 'unknown')) tally.uncounted += 1;
}

describe(`${MUTANTS} damaged copies of each file are read to the last record, or refused in words`, () => {
  test.each(samples.map((sample, i) => [sample.label, sample, i] as const))(
    '%s',
    async (_, sample, stream) => {
      const good = await attempt(sample.name, sample.bytes);
      expect(good.faults).toStrictEqual([]);
      expect(good.refusal).toBeNull();
      expect(good.tables.map(({ records }) => records)).toStrictEqual(sample.records);
      expect(good.tables[0]?.table.format).toBe(sample.format);
      const tally = { refused: 0, same: 0, fewer: 0, more: 0, warned: 0, uncounted: 0, slowest: 0 };
      const faults: string[] = [];
      const seeds = Array.from({ length: MUTANTS }, (_, k) => FIRST_SEED + k);
      for (const seed of [...seeds, ...FOUND]) {
        const { bytes, kinds } = mutant(sample.bytes, makeRandom(seed, stream));
        const outcome = await attempt(sample.name, bytes);
        // A byte between two members that another program stumbles over does no harm to what they hold.
        const known = new Set(good.tables.map(({ digest }) => digest));
        const unharmed = outcome.tables.every(({ digest }) => known.has(digest));
        const found = [
          ...outcome.faults.filter((fault) => !unharmed || fault !== UNREADABLE_ELSEWHERE),
          ...checkSumFaults(sample, good, outcome),
        ];
        if (seed % LOAD_EVERY === 0)
          found.push(...(await attemptLoad(sample.name, bytes, outcome)));
        if (seed % GOOD_EVERY === 0) {
          const again = await attempt(sample.name, sample.bytes);
          const digests = ({ tables }: Outcome) => tables.map(({ digest }) => digest);
          if (String(digests(again)) !== String(digests(good)))
            found.push('afterwards the good file is read otherwise');
        }
        faults.push(...found.map((fault) => `seed ${seed} (${kinds.join(', ')}): ${fault}`));
        count(tally, sample, outcome);
      }
      if (process.env['SPOOR_MUTATIONS']) console.warn(sample.label, JSON.stringify(tally));
      expect(faults).toStrictEqual([]);
    },
    60_000 + 1000 * MUTANTS,
  );
});
