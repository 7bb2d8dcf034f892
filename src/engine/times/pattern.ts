/** A part of a strptime pattern: a field of the time, or text that stands as it is. */
type Field =
  'Y' | 'y' | 'm' | 'b' | 'B' | 'd' | 'j' | 'H' | 'I' | 'M' | 'S' | 'f' | 'p' | 'a' | 'A' | 'z';

/** A strptime pattern that was understood. */
export interface TimePattern {
  /** As DuckDB takes it. */
  readonly pattern: string;
  /** What a whole text must look like, a group for each of {@link fields}: for JavaScript and RE2 alike. */
  readonly regex: string;
  readonly fields: readonly Field[];
  readonly hasYear: boolean;
  /** Whether each time tells its own offset from UTC. */
  readonly hasZone: boolean;
}

export const ZONE_WORDS = 'Z|UTC|GMT';

const FIELD: Readonly<Record<Field, string>> = {
  Y: String.raw`\d{4}`,
  y: String.raw`\d\d`,
  m: String.raw`\d{1,2}`,
  b: '[A-Za-z]{3}',
  B: '[A-Za-z]{3,9}',
  d: String.raw`\d{1,2}`,
  j: String.raw`\d{3}`,
  H: String.raw`\d{1,2}`,
  I: String.raw`\d{1,2}`,
  M: String.raw`\d{1,2}`,
  S: String.raw`\d{1,2}`,
  f: String.raw`\d{1,9}`,
  p: '[AaPp][Mm]',
  a: '[A-Za-z]{3}',
  A: '[A-Za-z]{6,9}',
  z: String.raw`(?:${ZONE_WORDS}|[+-]\d\d(?::?\d\d)?)`,
};

const isField = (letter: string): letter is Field => Object.hasOwn(FIELD, letter);

const isDigits = (letter: string): boolean =>
  isField(letter) && FIELD[letter].startsWith(String.raw`\d`);

/** Fields that say the same, of which a pattern has one at most. */
const SAME: readonly (readonly Field[])[] = [
  ['Y', 'y'],
  ['m', 'b', 'B', 'j'],
  ['d', 'j'],
  ['H', 'I'],
  ['M'],
  ['S'],
  ['f'],
  ['p'],
  ['a', 'A'],
  ['z'],
];

/**
 * Understands a strptime pattern of DuckDB as far as it says which time is meant. Its own parser reads `7` where two
 * digits are meant and `20` as the year 20; with {@link TimePattern.regex} a text has to be as it was announced.
 * @returns the pattern, or what is wrong with it as a whole sentence.
 */
export function understandPattern(given: string): TimePattern | string {
  const pattern = given.replaceAll(/%-(?=[mdHIMSyj])/g, '%');
  const tokens = [...pattern.matchAll(/%(.?)|([^%])/gsu)].map(([, letter, text]) => ({
    letter,
    text,
  }));
  const fields: Field[] = [];
  let regex = '';
  for (const [i, { letter, text }] of tokens.entries()) {
    const next = tokens[i + 1]?.letter ?? '';
    if (letter === undefined) {
      regex += text === ' ' && isDigits(next) ? ' +' : escaped(text ?? '');
    } else if (letter === '%') {
      regex += '%';
    } else if (!isField(letter)) {
      return `"${given}" has %${letter}, which is not known here; known are ${known()}.`;
    } else {
      // Fields that touch each other end where they are full.
      const touches = isDigits(letter) && (isDigits(next) || isDigits(tokens[i - 1]?.letter ?? ''));
      regex += `(${touches ? FIELD[letter].replace('{1,2}', '{2}') : FIELD[letter]})`;
      fields.push(letter);
    }
  }
  const problem = problemOf(fields);
  if (problem !== null) return `"${given}" ${problem}`;
  const has = (...some: Field[]) => some.some((field) => fields.includes(field));
  return { pattern, regex, fields, hasYear: has('Y', 'y'), hasZone: has('z') };
}

function problemOf(fields: readonly Field[]): string | null {
  const has = (...some: Field[]) => some.some((field) => fields.includes(field));
  for (const same of SAME) {
    const own = fields.filter((field) => same.includes(field));
    if (own.length > 1)
      return `says the same twice: ${own.map((field) => `%${field}`).join(', ')}.`;
  }
  if (!has('j') && !(has('m', 'b', 'B') && has('d')))
    return 'tells no day: %d and %m (or %b, %B), or %j, are expected.';
  if (has('j') && !has('Y', 'y')) return 'tells the day of a year, but no year: %Y is expected.';
  if (has('I') !== has('p')) return 'needs both %I and %p for a 12-hour clock.';
  if ((has('M') && !has('H', 'I')) || (has('S') && !has('M')) || (has('f') && !has('S')))
    return 'leaves out hours, minutes or seconds between others.';
  return null;
}

function known(): string {
  return Object.keys(FIELD)
    .map((field) => `%${field}`)
    .join(' ');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
