import { ReadError } from '../../engine/ports.ts';
import { listed } from '../csv/end-warnings.ts';
import { fieldNames, LONGEST_LINE } from '../csv/fields-line.ts';
import type { FormatModule, FormatOptions, Source } from '../format.ts';
import { ByteSlices } from '../records/byte-slices.ts';
import { linesOf } from '../records/lines.ts';
import { LENIENT } from '../records/line-text.ts';
import { between, firstLines } from '../records/raw-lines.ts';
import { layoutOf } from '../records/text-slices.ts';
import type { FileColumn, FormatTable, ReadEnd, TextSlice } from '../scanner.ts';
import { type Block, blockOf, columnNames } from './columns.ts';
import { Records } from './records.ts';
import { type Marks, shapeOf } from './shape.ts';

/** What the format is known by, too: what comes later may be damaged. */
const HEAD_BYTES = 1 << 16;
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

export const lines: NonNullable<FormatModule['lines']> = async (source, table, _, count) => {
  const { delimiter, quoted } = marksOf(table);
  const { bytes, whole } = await source.head(HEAD_BYTES);
  const names = shapeOf(bytes, whole)?.names ?? [];
  const date = names.indexOf('date');
  const isInOrder = !quoted && names.indexOf('time') === date + 1;
  return firstLines(
    source,
    count,
    (line) => fieldNames(line) !== null,
    (line) => {
      const fields = between(line, delimiter);
      if (!isInOrder || fields.length !== names.length) return [];
      const time = { start: fields[date]?.start ?? 0, end: fields[date + 1]?.end ?? 0 };
      return fields.toSpliced(date, 2, time);
    },
  );
};

function marksOf({ detail = {} }: FormatTable): Marks {
  return { delimiter: String(detail['delimiter'] ?? ' '), quoted: detail['quote'] === '"' };
}

async function* readLog(
  source: Source,
  table: FormatTable,
  { signal, sizes }: FormatOptions,
): AsyncGenerator<TextSlice | ReadEnd, void> {
  const names = table.columns.map(({ name }) => name);
  const slices = new ByteSlices(names.length, sizes);
  const marks = marksOf(table);
  let records: Records | null = null;
  const warnings: string[] = [];
  for await (const lines of linesOf(source, sizes.longestRecord)) {
    signal?.throwIfAborted();
    for (const line of lines) {
      if (line.bytes.length === 0) continue;
      if (line.bytes[0] === HASH) {
        const fields = fieldNames(LENIENT.decode(line.bytes.subarray(0, LONGEST_LINE)));
        if (!fields) continue;
        const block = blockOf(fields, names);
        records = new Records(slices, block, marks);
        if (slices.records > 0 && warnings.length === 0)
          warnings.push(...otherFields(block, line.number));
        continue;
      }
      if (records) records.add(line);
      else slices.reject(line.number, 'no #Fields: above it', LENIENT.decode(line.bytes));
      const slice = slices.full();
      if (slice) yield slice;
    }
  }
  const rest = slices.finish();
  if (rest) yield rest;
  yield { kind: 'end', records: slices.records, rejected: slices.rejected, warnings };
}

/** What is to be said when a later line names other fields. */
function otherFields({ left, missing }: Block, line: number): string[] {
  const parts = [
    ...(left.length > 0 ? [`their values of ${listed(left)} were left out`] : []),
    ...(missing.length > 0 ? [`they have no ${listed(missing)}`] : []),
  ];
  if (parts.length === 0) return [];
  const how = left.length > 0 ? ' To have them, split the file there.' : '';
  return [
    `from line ${String(line)} on #Fields: names other fields, and its records were read by them: ${parts.join('; ')}.${how}`,
  ];
}
