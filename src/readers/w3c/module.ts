import { ReadError } from '../../engine/ports.ts';
import { fieldNames } from '../csv/fields-line.ts';
import type { FormatModule, FormatOptions, Source } from '../format.ts';
import { type Line, linesOf } from '../records/lines.ts';
import { LENIENT, textOf } from '../records/line-text.ts';
import { layoutOf, makeSliceWriter, type SliceWriter } from '../records/text-slices.ts';
import type { FileColumn, FormatTable, ReadEnd, TextSlice } from '../scanner.ts';
import { type Block, blockOf, columnNames } from './columns.ts';
import { fieldsOf, isWide } from './fields.ts';
import { type Marks, shapeOf } from './shape.ts';

const HEAD_BYTES = 1 << 20;
const HASH = 35;
const LOCAL =
  'the log says that its times are local, but not where: as long as their zone is not said, they are read as UTC.';

export const describe: FormatModule['describe'] = async (source) => {
  const { bytes, whole } = await source.head(HEAD_BYTES);
  const shape = shapeOf(bytes, whole);
  if (!shape) {
    const message = 'This W3C log has no records of the fields that it names.';
    throw new ReadError('unreadable', message, source.file);
  }
  const { names, delimiter, quoted, local } = shape;
  // A time whose zone is to be said must be there as it is written.
  const columns = columnNames(names).map((name): FileColumn => ({
    name,
    type: name === 'time' && !local ? 'timestamp' : null,
  }));
  return [
    {
      name: '',
      columns,
      layout: layoutOf(columns.length),
      warnings: local ? [LOCAL] : [],
      detail: { delimiter, quote: quoted ? '"' : '' },
    },
  ];
};

export const read: FormatModule['read'] = readLog;

async function* readLog(
  source: Source,
  table: FormatTable,
  { signal, sizes }: FormatOptions,
): AsyncGenerator<TextSlice | ReadEnd, void> {
  const names = table.columns.map(({ name }) => name);
  const writer = makeSliceWriter(names.length, sizes);
  const { delimiter = ' ', quote } = table.detail ?? {};
  const marks: Marks = { delimiter: String(delimiter), quoted: quote === '"' };
  let block: Block | null = null;
  const warnings: string[] = [];
  for await (const lines of linesOf(source, sizes.longestRecord)) {
    signal?.throwIfAborted();
    for (const line of lines) {
      if (line.bytes.length === 0) continue;
      if (line.bytes[0] === HASH) {
        const fields = fieldNames(LENIENT.decode(line.bytes).trimEnd());
        if (!fields) continue;
        block = blockOf(fields, names);
        if (writer.records() > 0 && warnings.length === 0)
          warnings.push(...otherFields(block, line.number));
        continue;
      }
      addLine(writer, line, block, marks);
      const slice = writer.full();
      if (slice) yield slice;
    }
  }
  const rest = writer.finish();
  if (rest) yield rest;
  yield { kind: 'end', records: writer.records(), rejected: writer.rejected(), warnings };
}

function addLine(
  writer: SliceWriter,
  line: Line,
  block: Block | null,
  { delimiter, quoted }: Marks,
): void {
  const { text, problem } = textOf(line);
  const fields = problem ?? fieldsOf(text, delimiter, quoted);
  if (typeof fields === 'string') writer.reject(line.number, fields, text);
  else if (block && isWide(fields, block.width)) writer.add(block.valuesOf(fields), line.number);
  else {
    const found = `${String(fields.length)} ${fields.length === 1 ? 'field' : 'fields'}`;
    writer.reject(line.number, `${found}, ${String(block?.width ?? 0)} expected`, text);
  }
}

/** What is to be said when a later line names other fields. */
function otherFields({ left, missing }: Block, line: number): string[] {
  const parts = [
    ...(left.length > 0 ? [`their values of ${left.join(', ')} were left out`] : []),
    ...(missing.length > 0 ? [`they have no ${missing.join(', ')}`] : []),
  ];
  if (parts.length === 0) return [];
  const how = left.length > 0 ? ' To have them, split the file there.' : '';
  return [
    `from line ${String(line)} on #Fields: names other fields, and its records were read by them: ${parts.join('; ')}.${how}`,
  ];
}
