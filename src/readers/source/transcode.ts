import type { Encoding } from '../../engine/reading.ts';
import type { Source } from '../format.ts';

/** Turns pieces of a text into UTF-8, one after the other. */
interface Transcoder {
  push(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  /** What is left when the text ends. */
  end(): Uint8Array<ArrayBuffer>;
}

const ENCODER = new TextEncoder();
const NOTHING = new Uint8Array(0);

/**
 * The same text in UTF-8, without a byte order mark; its bytes as they are where they are UTF-8 already.
 * A code unit of UTF-16 that is no character becomes bytes that are no UTF-8, so that whoever reads the record it is in
 * rejects it: nothing is replaced in silence.
 */
export function inUtf8(source: Source, encoding: Encoding): Source {
  if (encoding === 'utf-8') return source;
  return {
    file: source.file,
    size: null,
    async head(length) {
      const { bytes, whole } = await source.head(length);
      const transcoder = transcoderOf(encoding);
      const text = transcoder.push(bytes.slice());
      return { bytes: whole ? joined(text, transcoder.end()) : text, whole };
    },
    async *chunks() {
      const transcoder = transcoderOf(encoding);
      for await (const chunk of source.chunks()) {
        const text = transcoder.push(chunk);
        if (text.length > 0) yield text;
      }
      const rest = transcoder.end();
      if (rest.length > 0) yield rest;
    },
    blob: () => source.blob(),
  };
}

function transcoderOf(encoding: Exclude<Encoding, 'utf-8'>): Transcoder {
  return encoding === 'windows-1252' ? windows1252() : utf16(encoding);
}

/** Every byte is a character. */
function windows1252(): Transcoder {
  const decoder = new TextDecoder('windows-1252');
  return { push: (bytes) => ENCODER.encode(decoder.decode(bytes)), end: () => NOTHING };
}

function utf16(encoding: 'utf-16le' | 'utf-16be'): Transcoder {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const high = encoding === 'utf-16le' ? 1 : 0;
  let held: Uint8Array<ArrayBuffer> = NOTHING;
  let first = true;

  function decoded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    try {
      return ENCODER.encode(decoder.decode(bytes));
    } catch {
      return withFaults(bytes, high);
    }
  }

  return {
    push(given) {
      const bytes = joined(held, given);
      let end = bytes.length - (bytes.length % 2);
      // The first half of a pair waits for the second.
      if (end >= 2 && ((bytes[end - 2 + high] ?? 0) & 0xfc) === 0xd8) end -= 2;
      held = bytes.slice(end);
      if (end === 0) return NOTHING;
      const begin = first && isMark(bytes, high) ? 2 : 0;
      first = false;
      return decoded(bytes.subarray(begin, end));
    },
    end: () => (held.length === 0 ? NOTHING : withFaults(held, high)),
  };
}

function isMark(bytes: Uint8Array, high: number): boolean {
  return bytes[high] === 0xfe && bytes[1 - high] === 0xff;
}

/** UTF-8 in which a lone surrogate is written as three bytes, and a lone byte as 0xFF, that are no UTF-8. */
function withFaults(bytes: Uint8Array, high: number): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  const unit = (at: number) => ((bytes[at + high] ?? 0) << 8) | (bytes[at + 1 - high] ?? 0);
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const code = unit(at);
    const next = at + 3 < bytes.length ? unit(at + 2) : 0;
    if ((code & 0xfc00) === 0xd800 && (next & 0xfc00) === 0xdc00) {
      out.push(...ENCODER.encode(String.fromCharCode(code, next)));
      at += 2;
    } else if ((code & 0xf800) === 0xd800)
      out.push(0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else out.push(...ENCODER.encode(String.fromCharCode(code)));
  }
  if (bytes.length % 2 === 1) out.push(0xff);
  return Uint8Array.from(out);
}

function joined(
  first: Uint8Array<ArrayBuffer>,
  second: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
