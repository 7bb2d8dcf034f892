import { highWord, mix32 } from './random.ts';

const KINDS = [
  'inbox',
  'user',
  'company',
  'list',
  'campaign',
  'link',
  'address',
  'agent',
  'range',
  'domain',
  'emailDomain',
] as const;

export type IdKind = (typeof KINDS)[number];

export interface Ids {
  /** `{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}` in upper case. */
  readonly idOf: (kind: IdKind, index: number) => string;
  /** 32 bits, unsigned, for attributes that follow from what a thing is, such as the place of an address. */
  readonly hashOf: (kind: IdKind, index: number) => number;
}

const HEX_DIGITS = Array.from('0123456789ABCDEF', (digit) => digit.charCodeAt(0));
const TEMPLATE = '{XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX}';
const DIGIT_PLACES = [...TEMPLATE.matchAll(/X/g)].map((digit) => digit.index);

/**
 * Makers of ids and hashes for one seed, index 0 … 2³² − 1. Each of an id's four words scrambles the index one to one,
 * so two things of a kind never share an id; of two kinds they would have to agree in 128 bits.
 */
export function makeIds(seed: number): Ids {
  const saltOf = (kind: number, word: number): number =>
    mix32(mix32(mix32((seed | 0) ^ 0x5bd1e995) ^ highWord(seed)) ^ (kind * 8 + word + 1));
  const salts = Object.fromEntries(
    KINDS.map((kind, position) => [kind, [0, 1, 2, 3, 4].map((word) => saltOf(position, word))]),
  ) as Record<IdKind, [number, number, number, number, number]>;

  const codes = Array.from(TEMPLATE, (character) => character.charCodeAt(0));

  return {
    hashOf: (kind, index) => mix32(index ^ salts[kind][4]),
    idOf(kind, index) {
      for (let word = 0; word < 4; word++) {
        const bits = mix32(index ^ (salts[kind][word] ?? 0));
        for (let digit = 0; digit < 8; digit++) {
          codes[DIGIT_PLACES[word * 8 + digit] ?? 0] =
            HEX_DIGITS[(bits >>> (28 - digit * 4)) & 15] ?? 0;
        }
      }
      return String.fromCharCode(...codes);
    },
  };
}
