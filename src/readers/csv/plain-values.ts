/**
 * What the text of a value is, a bit each. Plain values are written so that the engine's own reading of them is the only one:
 * without spaces, signs but a minus, leading zeros or exponents.
 */
export const PLAIN_INTEGER = 1;
export const PLAIN_NUMBER = 2;
/** `2020-01-17 09:03:00`, also with `T` and up to six digits of a fraction. Whether there is such a day is not looked at. */
export const PLAIN_TIME = 4;
/** The same with `Z`. */
export const PLAIN_UTC = 8;
export const OTHER_VALUE = 16;

/** What a double and an integer keep alike. */
const MOST_DIGITS = 15;

/** An automaton over the bytes of a value: `next[(state << 8) | byte]` is the state after one more, `kinds[state]` what a value that ends there is. */
export interface ValueAutomaton {
  readonly next: Uint8Array;
  readonly kinds: Uint8Array;
}

/** Before the first byte; the kind of an empty value is 0. */
export const VALUE_START = 0;
/** No byte leads out of it. */
export const VALUE_OTHER = 1;

const DIGITS = '0123456789';

/** Builds the automaton that tells plain values from others. */
export function makeValueAutomaton(): ValueAutomaton {
  const next: number[][] = [];
  const kinds: number[] = [];
  /** A new state in which every byte leads to {@link VALUE_OTHER} so far. */
  const state = (kind: number): number => {
    next.push(new Array<number>(256).fill(VALUE_OTHER));
    return kinds.push(kind) - 1;
  };
  const lead = (from: number, characters: string, to: number): void => {
    for (const character of characters) (next[from] ?? [])[character.charCodeAt(0)] = to;
  };
  const start = state(0);
  state(OTHER_VALUE);

  /** After a point, with so many digits in all. */
  const fractions = Array.from({ length: MOST_DIGITS + 1 }, () => state(PLAIN_NUMBER));
  fractions.slice(1).forEach((to, i) => {
    lead(fractions[i] ?? VALUE_OTHER, DIGITS, to);
  });
  /** A point after so many digits, which wants one more. */
  const point = (from: number, digits: number): void => {
    const after = state(OTHER_VALUE);
    lead(from, '.', after);
    lead(after, DIGITS, fractions[digits + 1] ?? VALUE_OTHER);
  };
  const wholes = (from: number, first: string): number[] => {
    const states = Array.from({ length: MOST_DIGITS }, () => state(PLAIN_INTEGER));
    states.forEach((to, i) => {
      lead(i === 0 ? from : (states[i - 1] ?? from), i === 0 ? first : DIGITS, to);
      point(to, i + 1);
    });
    return states;
  };
  const zero = state(PLAIN_INTEGER);
  lead(start, '0', zero);
  point(zero, 1);
  const minus = state(OTHER_VALUE);
  lead(start, '-', minus);
  wholes(minus, '123456789');
  const minusZero = state(OTHER_VALUE);
  lead(minus, '0', minusZero);
  point(minusZero, 1);
  const year = wholes(start, '123456789')[3] ?? VALUE_OTHER;

  /** Further states one after the other, each reached by one of its characters. */
  const chain = (from: number, ...steps: readonly string[]): number =>
    steps.reduce((before, characters) => {
      const after = state(OTHER_VALUE);
      lead(before, characters, after);
      return after;
    }, from);
  const hour = chain(year, '-', '01', DIGITS, '-', '0123', DIGITS, ' T');
  const late = chain(hour, '2');
  const whole = chain(hour, '01', DIGITS);
  lead(late, '0123', whole);
  const second = chain(whole, ':', '012345', DIGITS, ':', '012345', DIGITS);
  kinds[second] = PLAIN_TIME;
  const zone = state(PLAIN_UTC);
  lead(second, 'Z', zone);
  let digit = chain(second, '.');
  for (let i = 0; i < 6; i += 1) {
    digit = chain(digit, DIGITS);
    kinds[digit] = PLAIN_TIME;
    lead(digit, 'Z', zone);
  }
  return { next: Uint8Array.from(next.flat()), kinds: Uint8Array.from(kinds) };
}
