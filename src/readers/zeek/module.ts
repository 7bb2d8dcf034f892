import { ReadError } from '../../engine/ports.ts';
import { tooFewOrMany } from '../csv/reasons.ts';
import type { FormatModule, FormatOptions, Source } from '../format.ts';
import { type Line, linesOf } from '../records/lines.ts';
import { LENIENT, textOf } from '../records/line-text.ts';
import { between, firstLines } from '../records/raw-lines.ts';
import { layoutOf, makeSliceWriter, type SliceWriter } from '../records/text-slices.ts';
import type { ReadEnd, TextSlice } from '../scanner.ts';
import { columnType, NO_HEADER, unescape, withLine, type ZeekHeader } from './header.ts';
import { type FieldReader, fieldReader } from './values.ts';

const HEAD_BYTES = 1 << 22;
/** The first line says what is between fields. */
const SEPARATOR_BYTES = 64;
const HASH = 35;

export const describe: FormatModule['describe'] = async (source) => {
  const { bytes } = await source.head(HEAD_BYTES);
  const lines = LENIENT.decode(bytes)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const header = lines.slice(0, end < 0 ? undefined : end).reduce(withLine, NO_HEADER);
  if (header.fields.length === 0) {
    const message = 'This Zeek log has no #fields line, so its columns are not known.';
    throw new ReadError('unreadable', message, source.file, end + 1);
  }
  if (header.types.length !== header.fields.length) {
    const message = `This Zeek log names ${String(header.fields.length)} fields in #fields, but ${String(header.types.length)} types in #types.`;
    throw new ReadError('unreadable', message, source.file, end);
  }
  const columns = header.fields.map((name, i) => ({
    name: unescape(name),
    type: columnType(header.types[i] ?? ''),
  }));
  return [{ name: '', columns, layout: layoutOf(columns.length), warnings: [] }];
};

export const read: FormatModule['read'] = (source, table, options) =>
  readLog(
    source,
    table.columns.map(({ name }) => name),
    options,
  );

export const lines: NonNullable<FormatModule['lines']> = async (source, _, __, count) => {
  const { bytes } = await source.head(SEPARATOR_BYTES);
  const [first = ''] = LENIENT.decode(bytes)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const { separator } = withLine(NO_HEADER, first);
  const isNames = (line: string) => line.startsWith('#fields');
  return firstLines(source, count, isNames, (line) => between(line, separator));
};

/** The log's lines, its header blocks being taken as they come. @param names  of the columns, as the first block has them. */
async function* readLog(
  source: Source,
  names: readonly string[],
  { signal, sizes }: FormatOptions,
): AsyncGenerator<TextSlice | ReadEnd, void> {
  const writer = makeSliceWriter(names.length, sizes);
  let header = NO_HEADER;
  let block: Block | null = null;
  let closed = true;
  let last: Line | undefined;
  let noNumbers = 0;
  const noNumber = () => {
    noNumbers += 1;
  };
  for await (const lines of linesOf(source, sizes.longestRecord)) {
    signal?.throwIfAborted();
    for (const line of lines) {
      if (line.bytes.length === 0) continue;
      last = line;
      if (line.bytes[0] === HASH) {
        const text = LENIENT.decode(line.bytes);
        closed = text.startsWith('#close');
        header = withLine(header, text);
        block = null;
        continue;
      }
      closed = false;
      block ??= openBlock(header, names, noNumber, line.number, source.file);
      addLine(writer, line, header.separator, block);
      const slice = writer.full();
      if (slice) yield slice;
    }
  }
  const rest = writer.finish();
  if (rest) yield rest;
  const warnings = closed ? [] : cutOff(last);
  if (noNumbers > 0) {
    const values = noNumbers === 1 ? '1 value is' : `${noNumbers} values are`;
    warnings.push(`${values} nan or inf, which is no number: null.`);
  }
  yield { kind: 'end', records: writer.records(), rejected: writer.rejected(), warnings };
}

/** How to read the lines after a header. */
interface Block {
  readonly readers: readonly FieldReader[];
  /** Where each column is in a line. */
  readonly positions: readonly number[];
}

function openBlock(
  header: ZeekHeader,
  names: readonly string[],
  noNumber: () => void,
  line: number,
  file: string,
): Block {
  const fields = header.fields.map(unescape);
  const positions = names.map((name) => fields.indexOf(name));
  if (positions.includes(-1) || fields.length !== names.length) {
    const differing = [
      ...names.filter((name) => !fields.includes(name)),
      ...fields.filter((name) => !names.includes(name)),
    ];
    const message = `From line ${String(line)} on this Zeek log has other columns than at its beginning (${differing.join(', ')}). Split it into two files.`;
    throw new ReadError('unreadable', message, file, line);
  }
  const readers = header.types.map((type) => fieldReader(type, header, noNumber));
  return { readers, positions };
}

function addLine(
  writer: SliceWriter,
  line: Line,
  separator: string,
  { readers, positions }: Block,
): void {
  const { number } = line;
  const { text, problem } = textOf(line);
  if (problem !== null) {
    writer.reject(number, problem, text);
    return;
  }
  const fields = text.split(separator);
  if (fields.length !== readers.length) {
    writer.reject(number, tooFewOrMany(fields.length, readers.length), text);
    return;
  }
  writer.add(
    positions.map((at) => readers[at]?.(fields[at] ?? '') ?? null),
    number,
  );
}

/** What is to be said of a log without #close. */
function cutOff(last: Line | undefined): string[] {
  if (!last) return [];
  const line = String(last.number);
  return last.ended
    ? [
        `there is no #close line: the log was still being written, or is cut off after line ${line}.`,
      ]
    : [
        `it is cut off in the middle of line ${line}: that line has no end, and there is no #close line.`,
      ];
}
