import { ReadError } from '../engine/ports.ts';
import type { FormatReader, Source } from './format.ts';
import { FORMATS } from './registry.ts';

/** What is known by its first bytes and not read. */
type Foreign = 'bzip2' | 'xz' | '7z' | 'utf16' | 'binary';

const MAGIC: readonly (readonly [Foreign, readonly number[]])[] = [
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['utf16', [0xff, 0xfe]],
  ['utf16', [0xfe, 0xff]],
];

const DESCRIPTION: Readonly<Record<Foreign, string>> = {
  bzip2: 'This is a bzip2 file; unpack it first.',
  xz: 'This is an xz file; unpack it first.',
  '7z': 'This is a 7-Zip file; unpack it first.',
  utf16: 'This text is written in UTF-16; save it again as UTF-8 ("CSV UTF-8" in Excel).',
  binary: 'This is not a text file; save the table as CSV in UTF-8.',
};

const HEAD_BYTES = 1 << 16;

/** What some bytes begin that is not read; null when they may be text. @param head  the first bytes of a file, some thousands if it has them. */
export function foreign(head: Uint8Array): Foreign | null {
  const found = MAGIC.find(([, magic]) => magic.every((byte, i) => head[i] === byte));
  if (found) return found[0];
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd <= sample.length / 5) return null;
  // Latin text in UTF-16 without its mark: every other byte is zero.
  return Math.min(even, odd) < Math.max(even, odd) / 10 ? 'utf16' : 'binary';
}

/** The reader for a source, by its first bytes. Throws ReadError `not-text` where there is none. */
export async function detectFormat(source: Source): Promise<FormatReader> {
  const { bytes, whole } = await source.head(HEAD_BYTES);
  const own = FORMATS.find((format) => format !== TEXT && format.matches(bytes, whole));
  if (own) return own;
  const other = foreign(bytes);
  if (other !== null) throw new ReadError('not-text', DESCRIPTION[other], source.file);
  return TEXT;
}

/** A name that promises another format than the bytes are. @param name  the file's, without what it is packed in. */
export function nameWarnings(name: string, format: FormatReader): string[] {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const promised = FORMATS.find(({ extensions }) => extensions.includes(extension));
  if (!promised || promised === format || format.extensions.includes(extension)) return [];
  return [`It is called .${extension}, but is ${format.label}, and was read as that.`];
}

/** What any text is taken for: the last line of the registry. */
const TEXT = formatNamed('csv');

export function formatNamed(name: string): FormatReader {
  const found = FORMATS.find((format) => format.name === name);
  if (!found) throw new RangeError(`There is no format "${name}".`);
  return found;
}
