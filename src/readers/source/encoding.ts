import type { Encoding } from '../../engine/reading.ts';

/** An encoding, and how sure it is. */
export interface FoundEncoding {
  readonly encoding: Encoding;
  /** 0 to 1. */
  readonly confidence: number;
}

/** The encoding that a byte order mark says. */
function markOf(bytes: Uint8Array): Encoding | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null;
}

const SAMPLE = 1 << 12;

/** Whether a text is written in UTF-16, by its mark, or by where its zeros are. @param head  its first bytes, some thousands if it has them. */
export function utf16Of(head: Uint8Array): FoundEncoding | null {
  const mark = markOf(head);
  if (mark !== null) return mark === 'utf-8' ? null : { encoding: mark, confidence: 1 };
  const sample = head.subarray(0, SAMPLE);
  const { even, odd } = zerosOf(sample);
  // Latin text: every other byte is zero.
  if (even + odd > sample.length / 5 && Math.min(even, odd) < Math.max(even, odd) / 5)
    return { encoding: even > odd ? 'utf-16be' : 'utf-16le', confidence: 0.95 };
  // Other scripts: some digits, commas and line ends are Latin, and the rest is no UTF-8.
  const rare = Math.min(even, odd) === 0 && even + odd > sample.length / 100;
  if (!rare || highBytes(sample).bad === 0) return null;
  return { encoding: even > odd ? 'utf-16be' : 'utf-16le', confidence: 0.6 };
}

function zerosOf(bytes: Uint8Array): { even: number; odd: number } {
  const zeros = { even: 0, odd: 0 };
  bytes.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2 === 0 ? 'even' : 'odd'] += 1;
  });
  return zeros;
}

/** What the bytes past ASCII are like. */
interface HighBytes {
  /** Characters of several bytes that are well-formed UTF-8. */
  readonly good: number;
  /** Bytes that are part of no such character. */
  readonly bad: number;
  /** Those of the bad ones that a text in windows-1252 hardly has. */
  readonly odd: number;
}

function highBytes(bytes: Uint8Array): HighBytes {
  let good = 0;
  let bad = 0;
  let odd = 0;
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i] as number;
    if (byte < 128) {
      i += 1;
      continue;
    }
    const length = characterLength(bytes, i);
    if (length > 0) {
      good += 1;
      i += length;
      continue;
    }
    // A character that the end of the sample cuts is neither.
    if (!isCut(bytes, i)) {
      bad += 1;
      if (isRareIn1252(byte)) odd += 1;
    }
    i += 1;
  }
  return { good, bad, odd };
}

/** Bytes that a UTF-8 character has by its first one; 0 where none begins so. */
function promisedLength(first: number): number {
  return first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}

/** Whether the bytes end in the middle of a character that begins at `at`. */
function isCut(bytes: Uint8Array, at: number): boolean {
  const there = bytes.subarray(at + 1);
  const promised = promisedLength(bytes[at] as number);
  return there.length + 1 < promised && there.every((byte) => (byte & 0xc0) === 0x80);
}

/** Bytes of the UTF-8 character that begins at `at`; 0 where none does. */
function characterLength(bytes: Uint8Array, at: number): number {
  const length = promisedLength(bytes[at] as number);
  if (length === 0 || at + length > bytes.length) return 0;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}

/** Control characters of the upper half, ÿ, and signs that stand in hardly any text: € … – — ‘ ’ “ ” • ™ are common. */
function isRareIn1252(byte: number): boolean {
  if (byte >= 0xa0) return byte === 0xff;
  return ![0x80, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99].includes(byte);
}

/**
 * How a text is written, by what its bytes past ASCII are like. Text in another encoding than UTF-8 hardly ever is UTF-8 by
 * chance: where some characters are, bytes that are not are taken for faults.
 * @param samples  pieces of the file, its beginning first; a piece may begin and end anywhere.
 * @param whole    whether they are all of it.
 */
export function encodingOf(samples: readonly Uint8Array[], whole: boolean): FoundEncoding {
  const [head = new Uint8Array(0)] = samples;
  const utf16 = utf16Of(head);
  if (utf16) return utf16;
  const found = samples.map(highBytes);
  const sum = (of: (bytes: HighBytes) => number) => found.reduce((all, one) => all + of(one), 0);
  const good = sum((one) => one.good);
  const bad = sum((one) => one.bad);
  if (markOf(head) === 'utf-8') return { encoding: 'utf-8', confidence: 1 };
  if (bad === 0) return { encoding: 'utf-8', confidence: good > 0 || whole ? 1 : 0.95 };
  if (good * 20 >= bad) return { encoding: 'utf-8', confidence: good / (good + bad) };
  const oddShare = sum((one) => one.odd) / bad;
  if (oddShare > 0.8) return { encoding: 'utf-8', confidence: 0.5 };
  const few = bad < 3 ? 0.2 : 0;
  return { encoding: 'windows-1252', confidence: Math.max(0.1, 0.8 - few - 2 * oddShare) };
}
