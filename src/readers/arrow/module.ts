import { type DataType, type Field, type RecordBatch, RecordBatchReader } from 'apache-arrow';
import { ReadError } from '../../engine/ports.ts';
import { columnWarnings } from '../column-warnings.ts';
import type { FormatModule } from '../format.ts';
import type { FileColumn } from '../scanner.ts';
import { type Conversion, conversionOf } from './convert.ts';
import { unpacked } from './dictionary.ts';
import { isSchema, readMessages } from './messages.ts';
import { makeSlices } from './slices.ts';
import { conversionAs, type Reading } from './survey.ts';
import { surveyColumns } from './survey-columns.ts';
import { warningOf } from './warning.ts';

export const describe: FormatModule['describe'] = (source) =>
  inWords(source.file, async () => {
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
  });

export const read: FormatModule['read'] = async function* (source, table, { signal }) {
  const blob = await source.blob();
  let done = 0;
  const onRead = (bytes: number) => {
    done = bytes / blob.size;
  };
  try {
    const reader = await open(blob, source.file, onRead);
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
      yield slices.slice(batch.selectAt(positions), done);
    }
    yield { kind: 'end', records: slices.records(), rejected: 0, warnings: slices.warnings() };
  } catch (thrown) {
    signal?.throwIfAborted();
    throw asReadError(thrown, source.file);
  }
};

async function open(
  blob: Blob,
  file: string,
  onRead: (bytes: number) => void = () => undefined,
): Promise<RecordBatchReader> {
  const messages = readMessages(blob, file, onRead);
  const first = await messages.next();
  if (first.done !== true && isSchema(first.value)) {
    const reader = await RecordBatchReader.from(readMessages(blob, file, onRead));
    await reader.open();
    return reader;
  }
  // Arrow's own writer for JavaScript keeps the schema at the end of a file alone.
  for await (const _ of messages);
  return RecordBatchReader.from(new Uint8Array(await blob.arrayBuffer())).open();
}

/** The columns of these positions. */
async function* chosen(
  blob: Blob,
  file: string,
  positions: readonly number[],
): AsyncGenerator<RecordBatch, void> {
  for await (const batch of await open(blob, file)) yield batch.selectAt([...positions]);
}

function conversionFor(type: DataType, reading: Reading | undefined): Conversion {
  return unpacked(type) ?? conversionOf(type) ?? conversionAs(reading ?? 'digits', type);
}

async function inWords<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw asReadError(thrown, file);
  }
}

function asReadError(thrown: unknown, file: string): unknown {
  if (
    thrown instanceof ReadError ||
    (thrown instanceof DOMException && thrown.name === 'AbortError')
  )
    return thrown;
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const message = `This Arrow file cannot be read: ${said}. It is damaged or has columns of a kind that is not known here; write it again, or as Parquet.`;
  return new ReadError('unreadable', message, file);
}
