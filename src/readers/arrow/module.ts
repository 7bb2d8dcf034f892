import { type DataType, type Field, type RecordBatch, RecordBatchReader } from 'apache-arrow';
import { ReadError } from '../../engine/ports.ts';
import { columnWarnings } from '../column-warnings.ts';
import type { FormatModule } from '../format.ts';
import { inWords } from '../in-words.ts';
import type { FileColumn } from '../scanner.ts';
import { type Conversion, conversionOf } from './convert.ts';
import { checkBatch } from './check-data.ts';
import { unpacked } from './dictionary.ts';
import { DAMAGED, isSchema, type MessageNotes, readMessages } from './messages.ts';
import { makeSlices } from './slices.ts';
import { conversionAs, type Reading } from './survey.ts';
import { surveyColumns } from './survey-columns.ts';
import { UnknownKind } from './values.ts';
import { warningOf } from './warning.ts';

const NO_END_MARK =
  'the stream has no end mark: whether it was written to its end cannot be known.';

export const describe: FormatModule['describe'] = async (source) => {
  try {
    const blob = await source.blob();
    const reader = await open(blob, source.file);
    const fields: readonly Field<DataType>[] = reader.schema.fields;
    await reader.cancel();
    if (fields.length === 0)
      throw new ReadError('empty', 'This Arrow file has no columns.', source.file);
    const types = fields.map(({ type }) => (unpacked(type) ? null : type));
    const settled = await surveyColumns(types, (positions) => chosen(blob, source.file, positions));
    const columns = fields.map(({ name, type }, i): FileColumn => {
      const reading = settled.get(i)?.reading;
      const own = conversionFor(type, reading).type;
      return reading === undefined ? { name, type: own } : { name, type: own, reading };
    });
    const warnings = columnWarnings(
      fields.map(({ name, type }, i) => ({
        name,
        warning: settled.get(i)?.warning ?? warningOf(type),
      })),
    );
    return [{ name: '', columns, layout: null, warnings }];
  } catch (thrown) {
    throw asReadError(thrown, source.file);
  }
};

export const read: FormatModule['read'] = async function* (source, table, { signal }) {
  const blob = await source.blob();
  let done = 0;
  const onRead = (bytes: number) => {
    done = bytes / blob.size;
  };
  try {
    const notes = { noEndMark: false, misplaced: false };
    const reader = await open(blob, source.file, onRead, notes);
    const fields: readonly Field<DataType>[] = reader.schema.fields;
    const positions = table.columns.map(({ at }, i) => at ?? i);
    const slices = makeSlices(
      positions.flatMap((at, i) => {
        const field = fields[at];
        const reading = table.columns[i]?.reading;
        return field ? [{ name: field.name, conversion: conversionFor(field.type, reading) }] : [];
      }),
    );
    for await (const batch of reader) {
      signal?.throwIfAborted();
      checkBatch(batch);
      yield slices.slice(batch.selectAt(positions), done);
    }
    const records = slices.records();
    const warnings = [...(notes.noEndMark ? [NO_END_MARK] : []), ...slices.warnings()];
    yield { kind: 'end', records, rejected: 0, warnings };
  } catch (thrown) {
    signal?.throwIfAborted();
    throw asReadError(thrown, source.file);
  }
};

async function open(
  blob: Blob,
  file: string,
  onRead: (bytes: number) => void = () => undefined,
  notes?: MessageNotes,
): Promise<RecordBatchReader> {
  const own = { noEndMark: false, misplaced: false };
  const messages = readMessages(blob, file, onRead, own);
  const first = await messages.next();
  if (first.done !== true && isSchema(first.value)) {
    const reader = await RecordBatchReader.from(readMessages(blob, file, onRead, notes));
    await reader.open();
    return reader;
  }
  // Arrow's own writer for JavaScript keeps the schema at the end of a file alone.
  for await (const _ of messages);
  // It goes by the footer, and ends without a word where that leads nowhere.
  if (own.misplaced) throw new ReadError('unreadable', DAMAGED, file);
  return RecordBatchReader.from(new Uint8Array(await blob.arrayBuffer())).open();
}

/** The columns of these positions. */
async function* chosen(
  blob: Blob,
  file: string,
  positions: readonly number[],
): AsyncGenerator<RecordBatch, void> {
  for await (const batch of await open(blob, file)) {
    const some: RecordBatch = batch.selectAt([...positions]);
    checkBatch(some);
    yield some;
  }
}

function conversionFor(type: DataType, reading: Reading | undefined): Conversion {
  return unpacked(type) ?? conversionOf(type) ?? conversionAs(reading ?? 'digits', type);
}

function asReadError(thrown: unknown, file: string): unknown {
  const what = thrown instanceof UnknownKind ? ` (${thrown.message})` : '';
  return inWords(
    thrown,
    file,
    `This Arrow file cannot be read: it is damaged, or has columns of a kind that is not known here${what}. Write it again, or as Parquet.`,
  );
}
