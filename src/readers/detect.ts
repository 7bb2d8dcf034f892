import { ReadError } from '../engine/ports.ts';
import type { Encoding } from '../engine/reading.ts';
import type { FormatReader, Source } from './format.ts';
import { FORMATS } from './registry.ts';
import { utf16Of } from './source/encoding.ts';
import type { Misnamed } from './source/containers.ts';
import { inUtf8 } from './source/transcode.ts';

/** What is known by its first bytes and not read. */
type Foreign =
  'bzip2' | 'xz' | '7z' | 'utf32' | 'pcap' | 'evtx' | 'pdf' | 'html' | 'xml' | 'binary';

const MAGIC: readonly (readonly [Foreign, readonly number[]])[] = [
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['utf32', [0xff, 0xfe, 0, 0]],
  ['utf32', [0, 0, 0xfe, 0xff]],
  ['pcap', [0xd4, 0xc3, 0xb2, 0xa1]],
  ['pcap', [0xa1, 0xb2, 0xc3, 0xd4]],
  ['pcap', [0x4d, 0x3c, 0xb2, 0xa1]],
  ['pcap', [0x0a, 0x0d, 0x0d, 0x0a]],
  ['evtx', [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

const DESCRIPTION: Readonly<Record<Foreign, string>> = {
  bzip2: 'This is a bzip2 file; unpack it first.',
  xz: 'This is an xz file; unpack it first.',
  '7z': 'This is a 7-Zip file; unpack it first.',
  utf32: 'This text is written in UTF-32; save it again as UTF-8.',
  pcap: 'This is a packet capture; make a table of it first, with Zeek or tshark.',
  evtx: 'This is a Windows event log; export it as CSV or JSON first.',
  pdf: 'This is a PDF document; export the table as CSV.',
  html: 'This is a web page (HTML), not a table. Was a message saved instead of the file?',
  xml: 'This is XML, which is not read; export the table as CSV or JSON.',
  binary: 'This is not a text file; save the table as CSV in UTF-8.',
};

const BEGINNING = new TextDecoder('latin1');
const HEAD_BYTES = 1 << 16;

/** What some bytes begin that is not read; null when they may be text. @param head  the first bytes of a file, some thousands if it has them. */
export function foreign(head: Uint8Array): Foreign | null {
  const found = MAGIC.find(([, magic]) => magic.every((byte, i) => head[i] === byte));
  if (found) return found[0];
  const start = BEGINNING.decode(head.subarray(0, 256)).trimStart().toLowerCase();
  if (/^<(!doctype html|html)[\s>]/.test(start)) return 'html';
  if (start.startsWith('<?xml')) return 'xml';
  const sample = head.subarray(0, 4096);
  const zeros = sample.filter((byte) => byte === 0).length;
  return zeros <= sample.length / 5 || utf16Of(sample) ? null : 'binary';
}

/**
 * The reader for a source, by its first bytes. Throws ReadError `not-text` where there is none.
 * @param said  the encoding, where a person said it.
 */
export async function detectFormat(
  source: Source,
  said: Encoding | undefined,
): Promise<FormatReader> {
  const { bytes, whole } = await source.head(HEAD_BYTES);
  const own = FORMATS.find((format) => format !== TEXT && format.matches(bytes, whole));
  if (own) return own;
  const encoding = said ?? utf16Of(bytes)?.encoding ?? 'utf-8';
  if (encoding !== 'utf-8') {
    const head = await inUtf8(source, encoding).head(HEAD_BYTES);
    const text = FORMATS.find(
      (format) => format.needsUtf8 === true && format.matches(head.bytes, head.whole),
    );
    if (text) return text;
  }
  const other = said === undefined ? foreign(bytes) : null;
  if (other !== null) throw new ReadError('not-text', DESCRIPTION[other], source.file);
  return TEXT;
}

/** What a format reads a source from: a text that must be UTF-8 is transcoded. */
export async function sourceFor(
  { needsUtf8 }: FormatReader,
  source: Source,
  said: Encoding | undefined,
): Promise<Source> {
  if (needsUtf8 !== true) return source;
  const { bytes } = await source.head(HEAD_BYTES);
  return inUtf8(source, said ?? utf16Of(bytes)?.encoding ?? 'utf-8');
}

const PACKED = new Set(['gz', 'gzip', 'tgz', 'zst', 'zstd', 'zip', 'bz2', 'xz', '7z']);

function extensionOf(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Names that promise something else than what the file is packed with; a name that promises nothing is no doubt. */
export function packedWarnings(misnamed: readonly Misnamed[]): string[] {
  return misnamed.flatMap(({ name, label }) => {
    const extension = extensionOf(name);
    const promises =
      PACKED.has(extension) || FORMATS.some(({ extensions }) => extensions.includes(extension));
    return promises ? [`It is called .${extension}, but is a ${label}, and was unpacked.`] : [];
  });
}

/** A name that promises another format than the bytes are. @param name  the file's, without what it is packed in. */
export function nameWarnings(name: string, format: FormatReader): string[] {
  const extension = extensionOf(name);
  if (PACKED.has(extension))
    return [
      `It is called .${extension}, but is not packed; it is ${format.label}, and was read as that.`,
    ];
  const promised = FORMATS.find(({ extensions }) => extensions.includes(extension));
  if (!promised || promised === format || format.extensions.includes(extension)) return [];
  return [`It is called .${extension}, but is ${format.label}, and was read as that.`];
}

/** What to do about a file in which there is nothing, by its name; empty where its name says no more. */
export function adviceOnNothing(name: string): string {
  const lines = ['.jsonl', '.ndjson'].some((end) => name.toLowerCase().endsWith(end));
  return lines
    ? ' JSON lines without a record name no columns: where it was a table without rows, save that as CSV or Parquet.'
    : '';
}

/** What any text is taken for: the last line of the registry. */
const TEXT = formatNamed('csv');

export function formatNamed(name: string): FormatReader {
  const found = FORMATS.find((format) => format.name === name);
  if (!found) throw new RangeError(`There is no format "${name}".`);
  return found;
}
