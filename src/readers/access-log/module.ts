import { ReadError } from '../../engine/ports.ts';
import type { FormatModule, FormatOptions, Source } from '../format.ts';
import { linesOf } from '../records/lines.ts';
import { LENIENT, textOf } from '../records/line-text.ts';
import { firstLines } from '../records/raw-lines.ts';
import { layoutOf, makeSliceWriter } from '../records/text-slices.ts';
import type { ReadEnd, TextSlice } from '../scanner.ts';
import type { Field } from './fields.ts';
import { parseLine, partsBefore, requestParts } from './line.ts';
import { columnsOf, commonShape, type Shape, shapeBehind } from './shape.ts';
import { makeUtcReader, type UtcTime } from './utc.ts';

const HEAD_BYTES = 1 << 20;

export const describe: FormatModule['describe'] = async (source) => {
  const { bytes } = await source.head(HEAD_BYTES);
  const lines = LENIENT.decode(bytes)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map(parseLine)
    .filter((line) => typeof line !== 'string');
  const shape = commonShape(lines);
  if (!shape) throw new ReadError('unreadable', 'No line of this access log is one.', source.file);
  const columns = columnsOf(shape);
  return [{ name: '', columns, layout: layoutOf(columns.length), warnings: [] }];
};

export const read: FormatModule['read'] = (source, { columns }, options) =>
  readLog(source, columns.length, shapeBehind(columns), options);

export const lines: NonNullable<FormatModule['lines']> = (source, _, __, count) =>
  firstLines(source, count, null, () => []);

async function* readLog(
  source: Source,
  width: number,
  shape: Pick<Shape, 'vhost' | 'further'>,
  { signal, sizes }: FormatOptions,
): AsyncGenerator<TextSlice | ReadEnd, void> {
  const writer = makeSliceWriter(width, sizes);
  const utcOf = makeUtcReader();
  for await (const lines of linesOf(source, sizes.longestRecord)) {
    signal?.throwIfAborted();
    for (const line of lines) {
      if (line.bytes.length === 0) continue;
      const { text, problem } = textOf(line);
      const fields = problem ?? fieldsOf(text, shape, utcOf);
      if (typeof fields === 'string') writer.reject(line.number, fields, text);
      else writer.add(fields, line.number);
      const slice = writer.full();
      if (slice) yield slice;
    }
  }
  const rest = writer.finish();
  if (rest) yield rest;
  yield { kind: 'end', records: writer.records(), rejected: writer.rejected(), warnings: [] };
}

/** A line as the fields of its columns, or why it is not taken. */
function fieldsOf(
  text: string,
  { vhost, further }: Pick<Shape, 'vhost' | 'further'>,
  utcOf: (written: string) => UtcTime,
): (string | null)[] | string {
  const line = parseLine(text);
  if (typeof line === 'string') return line;
  const time = utcOf(line.time);
  if (time.problem !== null) return time.problem;
  const before = partsBefore(line.before, vhost ? 4 : 3);
  if (!before)
    return `no ${vhost ? 'virtual host, address' : 'address'}, ident and user before the time`;
  if (line.further.length !== further) {
    const found = `${String(line.further.length)} ${line.further.length === 1 ? 'field' : 'fields'}`;
    return `${found} after the bytes, ${String(further)} expected`;
  }
  const hosts = before.slice(0, -2);
  return [
    ...hosts,
    ...before.slice(-2).map(orNull),
    time.text,
    line.request,
    ...requestParts(line.request),
    orNull(line.status),
    orNull(line.bytes),
    ...line.further.map(valueOf),
  ];
}

function valueOf({ text, quoted }: Field): string | null {
  return quoted && text === '' ? text : orNull(text);
}

/** `-` is no value, nor is nothing at all. */
function orNull(text: string): string | null {
  return text === '-' || text === '' ? null : text;
}
