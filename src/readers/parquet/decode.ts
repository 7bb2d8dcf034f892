import { type DataType, type RecordBatch, RecordBatchReader } from 'apache-arrow';
import { type Cancellable, ReadError } from '../../engine/ports.ts';
import { inWords } from '../in-words.ts';
import { installedLibraries } from '../libraries.ts';
import { bytesOf, type ParquetField, type ParquetFooter, type ParquetRowGroup } from './footer.ts';
import { makePageCheck, type PageFault } from './pages.ts';
import { rowGroupFile } from './row-group-file.ts';

/** Unpacks the columns of one Parquet file. Its methods throw ReadErrors. */
export interface Decoder {
  /** Arrow types of the footer's fields, as {@link batches} gives them. */
  types(): readonly DataType[];
  /** The values of these columns, row group by row group, in batches of some megabytes. @param passed  row groups to pass over. */
  batches(
    fields: readonly ParquetField[],
    passed?: ReadonlySet<ParquetRowGroup>,
  ): AsyncGenerator<RecordBatch, void>;
}

/** What a piece of a row group may take when it is unpacked, and a batch of it. */
const PIECE_BYTES = 1 << 28;
const BATCH_BYTES = 1 << 26;
/** More pieces would mean to pass over the first pages again and again. */
const MOST_PIECES = 16;
const MOST_ROWS = 131_072;
/** Compressed bytes of the columns of a row group that are held at once. */
const LARGEST_GROUP = 2 ** 31;

export async function openDecoder(
  blob: Blob,
  footer: ParquetFooter,
  file: string,
  signal: Cancellable['signal'],
): Promise<Decoder> {
  const libraries = installedLibraries();
  const library = await libraries.parquet();
  const check = await makePageCheck();

  /** Errors of the library in our words; after a trap its memory cannot be trusted. */
  function decode<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      if (thrown instanceof ReadError) throw thrown;
      const trapped = thrown instanceof WebAssembly.RuntimeError;
      if (trapped) libraries.parquetFailed();
      const cause = trapped ? 'the decoder gave up' : saidBy(thrown);
      const message = `This Parquet file cannot be read: ${cause}. It is damaged, too large or unusual; write it again, or as CSV.`;
      throw inWords(thrown, file, message);
    }
  }

  async function partsOf(fields: readonly ParquetField[], group: number): Promise<Uint8Array[]> {
    const { chunks = [] } = footer.rowGroups[group] ?? {};
    const parts: Uint8Array[] = [];
    let total = 0;
    for (const field of fields)
      for (const chunk of chunks.slice(field.firstLeaf, field.firstLeaf + field.leaves)) {
        signal?.throwIfAborted();
        total += chunk.bytes;
        if (total > LARGEST_GROUP) throw tooLarge(file);
        const bytes = await bytesOf(blob, chunk.start, chunk.bytes);
        const wrong = decode(() => check(bytes, chunk.values));
        if (wrong !== null) throw faulty(file, field.name, wrong);
        parts.push(bytes);
      }
    return parts;
  }

  async function* batches(
    fields: readonly ParquetField[],
    passed?: ReadonlySet<ParquetRowGroup>,
  ): AsyncGenerator<RecordBatch, void> {
    for (const [group, own] of footer.rowGroups.entries()) {
      const { rows, chunks } = own;
      if (rows === 0 || passed?.has(own)) continue;
      const bytes = rowGroupFile(footer, fields, group, await partsOf(fields, group));
      const unpacked = fields.reduce((sum, { firstLeaf, leaves }) => {
        const leafChunks = chunks.slice(firstLeaf, firstLeaf + leaves);
        return sum + leafChunks.reduce((total, chunk) => total + chunk.unpackedBytes, 8 * rows);
      }, 0);
      const pieces = Math.min(MOST_PIECES, Math.ceil(unpacked / PIECE_BYTES), rows);
      const perPiece = Math.ceil(rows / pieces);
      const perBatch = Math.floor((rows * BATCH_BYTES) / unpacked);
      const batchSize = Math.max(1, Math.min(MOST_ROWS, perBatch));
      for (let offset = 0; offset < rows; offset += perPiece) {
        const limit = Math.min(perPiece, rows - offset);
        const piece = decode(() => library.readParquet(bytes, { batchSize, offset, limit }));
        const held = decode(() => piece.recordBatches());
        piece.free();
        for (const one of held) {
          signal?.throwIfAborted();
          const stream = decode(() => one.intoIPCStream());
          for (const batch of RecordBatchReader.from(stream)) yield batch;
        }
      }
    }
  }

  function types(): readonly DataType[] {
    const bytes = rowGroupFile(footer, footer.fields, null, []);
    const stream = decode(() => library.readSchema(bytes).intoIPCStream());
    const reader = RecordBatchReader.from(stream).open();
    return reader.schema.fields.map((field) => field.type as DataType);
  }

  return { types, batches };
}

/** The decoder's own words, for they name what is unusual; without the names of its parts. */
function saidBy(thrown: unknown): string {
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const plain = said.replace(/^(\w+ error: |\w+: |External: )+/, '').split('\n')[0] ?? '';
  return `the decoder says "${plain.slice(0, 200).replaceAll('"', "'")}"`;
}

function faulty(file: string, column: string, { code, what }: PageFault): ReadError {
  const cure =
    code === 'too-large'
      ? 'Write it again with smaller pages, or without this column.'
      : 'Ask for the file again, or write it again.';
  const message = `This Parquet file cannot be read: in the column "${column}", ${what}. ${cure}`;
  return new ReadError(code, message, file);
}

function tooLarge(file: string): ReadError {
  const message =
    'A row group of this Parquet file takes more than 2 GB. Write it again with smaller row groups.';
  return new ReadError('too-large', message, file);
}
