import type { Random } from '../../../src/simulate/random.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Kind = (bytes: Bytes, random: Random) => Bytes;

/** A damaged copy of a file, and what was done to it. */
export interface Mutant {
  readonly bytes: Bytes;
  readonly kinds: readonly string[];
}

/** Damages a file in one way or two. The same numbers give the same mutant. */
export function mutant(good: Bytes, random: Random): Mutant {
  const times = random.uniform() < 0.2 ? 2 : 1;
  const names = Object.keys(KINDS);
  const kinds: string[] = [];
  let bytes = good;
  for (let i = 0; i < times; i += 1) {
    const kind = names[random.integer(0, names.length)] ?? '';
    kinds.push(kind);
    bytes = KINDS[kind]?.(bytes, random) ?? bytes;
  }
  return { bytes, kinds };
}

/** What lengths and offsets are overwritten with. */
const LENGTHS = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
/** What text is made of that means something to some format. */
const SIGNS = [
  '"',
  '""',
  ',',
  '\n',
  '\r',
  '\t',
  '\\',
  '{',
  '}',
  '[',
  ']',
  '#',
  ':',
  '\0',
  '\ufeff',
];

const KINDS: Readonly<Record<string, Kind>> = {
  'flip bits': (bytes, random) => {
    const copy = bytes.slice();
    const flips = random.integer(1, 9);
    for (let i = 0; i < flips && copy.length > 0; i += 1) {
      const at = random.integer(0, copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.integer(0, 8));
    }
    return copy;
  },
  'change bytes': (bytes, random) => {
    const copy = bytes.slice();
    const { start, end } = part(bytes, random, 16);
    for (let at = start; at < end; at += 1) copy[at] = random.integer(0, 256);
    return copy;
  },
  'cut the end': (bytes, random) => bytes.slice(0, random.integer(0, bytes.length + 1)),
  'cut a few last bytes': (bytes, random) =>
    bytes.slice(0, Math.max(0, bytes.length - random.integer(1, 33))),
  'cut the beginning': (bytes, random) => bytes.slice(random.integer(0, bytes.length + 1)),
  'cut out a part': (bytes, random) => {
    const { start, end } = part(bytes, random, bytes.length);
    return joined(bytes.subarray(0, start), bytes.subarray(end));
  },
  'double a part': (bytes, random) => {
    const { start, end } = part(bytes, random, bytes.length);
    return joined(bytes.subarray(0, end), bytes.subarray(start));
  },
  'double all': (bytes) => joined(bytes, bytes),
  'shuffle blocks': (bytes, random) => {
    const size = 1 << random.integer(3, 12);
    const blocks = Math.ceil(bytes.length / size);
    const order = [...random.permutation(blocks)];
    return joined(...order.map((block) => bytes.subarray(block * size, (block + 1) * size)));
  },
  'swap two parts': (bytes, random) => {
    const [a = 0, b = 0, c = 0] = Array.from({ length: 3 }, () =>
      random.integer(0, bytes.length + 1),
    ).toSorted((x, y) => x - y);
    return joined(
      bytes.subarray(0, a),
      bytes.subarray(b, c),
      bytes.subarray(a, b),
      bytes.subarray(c),
    );
  },
  'insert bytes': (bytes, random) => {
    const at = random.integer(0, bytes.length + 1);
    const fill = random.integer(0, 3);
    const some = Uint8Array.from({ length: random.integer(1, 64) }, () =>
      fill === 0 ? 0 : fill === 1 ? 255 : random.integer(0, 256),
    );
    return joined(bytes.subarray(0, at), some, bytes.subarray(at));
  },
  'blank out a part': (bytes, random) => {
    const copy = bytes.slice();
    const { start, end } = part(bytes, random, bytes.length);
    return copy.fill(0, start, end);
  },
  'overwrite a length': (bytes, random) => {
    const copy = bytes.slice();
    const width = [1, 2, 4, 8][random.integer(0, 4)] ?? 4;
    if (copy.length < width) return copy;
    const own = [copy.length, copy.length - 1, copy.length + 1, random.integer(0, copy.length)];
    const choices = [...LENGTHS, ...own];
    const value = choices[random.integer(0, choices.length)] ?? 0;
    const field = new Uint8Array(8);
    new DataView(field.buffer).setBigUint64(0, BigInt(value), true);
    const written = field.slice(0, width);
    if (random.uniform() < 0.3) written.reverse();
    copy.set(written, random.integer(0, copy.length - width + 1));
    return copy;
  },
  'insert a sign': (bytes, random) => {
    const at = random.integer(0, bytes.length + 1);
    const sign = new TextEncoder().encode(SIGNS[random.integer(0, SIGNS.length)] ?? '');
    return joined(bytes.subarray(0, at), sign, bytes.subarray(at));
  },
};

function part(
  bytes: Bytes,
  random: Random,
  longest: number,
): { readonly start: number; readonly end: number } {
  const start = random.integer(0, bytes.length + 1);
  return { start, end: Math.min(bytes.length, start + random.integer(0, longest + 1)) };
}

function joined(...parts: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of parts) {
    bytes.set(one, at);
    at += one.length;
  }
  return bytes;
}
