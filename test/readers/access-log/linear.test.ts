import { expect, test } from 'vitest';
import { parseLine } from '../../../src/readers/access-log/line.ts';
import { COMMON } from './logs.ts';

test.each([
  ['quotes', '"'],
  ['backslashes', '\\'],
  ['escaped quotes', '\\"'],
  ['bare fields', 'a '],
  ['blanks', ' '],
  ['brackets', ' ['],
  ['times', ' [17/May/2015:08:05:01 +0000] '],
  ['open times', ' [17/May/2015:08:05:01 +0000] "'],
  ['bare quotes', 'a"b'],
])('of a long run of %s no character is looked at more than a few times', (_, unit) => {
  const looks = (length: number) => {
    const run = unit.repeat(Math.ceil(length / unit.length));
    return [run, `${COMMON} "${run}`, `${COMMON} ${run}`, `${COMMON} ${run}"`, `${run} ${COMMON}`]
      .map(looksOf)
      .reduce((sum, number) => sum + number, 0);
  };
  const [short, long] = [looks(10_000), looks(100_000)];
  expect(short).toBeGreaterThan(0);
  // Ten times as much, and not a hundred times.
  expect(long).toBeLessThan(15 * short);
});

/** Characters that are looked at to take a line apart: what the parser asks of the text is counted. */
function looksOf(line: string): number {
  let looks = 0;
  const { indexOf, charCodeAt } = String.prototype;
  const spies = {
    indexOf(this: string, wanted: string, from = 0) {
      const found = indexOf.call(this, wanted, from);
      looks += (found < 0 ? this.length : found) - from + 1;
      return found;
    },
    charCodeAt(this: string, at: number) {
      looks += 1;
      return charCodeAt.call(this, at);
    },
  };
  Object.assign(String.prototype, spies);
  try {
    parseLine(line);
  } finally {
    Object.assign(String.prototype, { indexOf, charCodeAt });
  }
  return looks;
}
