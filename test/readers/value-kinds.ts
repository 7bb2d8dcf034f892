import { makeValueAutomaton, VALUE_START } from '../../src/readers/csv/plain-values.ts';

const { next, kinds } = makeValueAutomaton();

/** The kind that the automaton of `csv/plain-values.ts` finds in a text. */
export function kindOf(value: string): number {
  const bytes = new TextEncoder().encode(value);
  const state = bytes.reduce((at, byte) => next[(at << 8) | byte] ?? -1, VALUE_START);
  return kinds[state] ?? -1;
}
