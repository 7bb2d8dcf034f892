import { ReadError } from '../engine/ports.ts';
import type { Encoding } from '../engine/reading.ts';
import { foreign } from './foreign.ts';
import type { FormatReader, Source } from './format.ts';
import { FORMATS } from './registry.ts';
import { utf16Of } from './source/encoding.ts';
import type { Misnamed } from './source/containers.ts';
import { inUtf8 } from './source/transcode.ts';

const HEAD_BYTES = 1 << 16;

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
  if (other !== null) throw new ReadError('not-text', other, source.file);
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
