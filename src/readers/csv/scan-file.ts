import { createSHA256 } from 'hash-wasm';
import { type Cancellable, REJECTS_KEPT, type SourceFile } from '../../engine/ports.ts';
import type { CsvDialect, CsvEnd, CsvSlice } from '../scanner.ts';
import { readBytes } from './read-bytes.ts';
import { makeCsvScan, type ScanOptions } from './scan.ts';
import { hasMark } from './sniff.ts';

const CHUNK_BYTES = 1 << 22;

const LIMITS = { sliceBytes: 1 << 26, longestRecord: 1 << 26, keepRejects: REJECTS_KEPT };

/** Sizes to test with; a file is read the same whatever they are. */
export type Sizes = Partial<Pick<ScanOptions, 'sliceBytes' | 'longestRecord' | 'keepRejects'>> & {
  chunkBytes?: number;
};

/** Reads a CSV file once: its records in slices, its SHA-256 on the way. */
export async function* scanCsvFile(
  file: SourceFile,
  dialect: CsvDialect,
  { signal }: Cancellable = {},
  { chunkBytes = CHUNK_BYTES, ...limits }: Sizes = {},
): AsyncGenerator<CsvSlice | CsvEnd, void> {
  const scan = makeCsvScan({
    ...LIMITS,
    ...limits,
    delimiter: dialect.delimiter.charCodeAt(0),
    fields: dialect.header.length,
  });
  const hash = await createSHA256();
  const { size } = file.blob;
  // The first chunk has room for a byte order mark.
  let next = readBytes(file, 0, Math.max(chunkBytes, 3));
  for (let offset = 0; offset < size;) {
    const chunk = await next;
    signal?.throwIfAborted();
    const end = offset + chunk.length;
    next = readBytes(file, end, end + chunkBytes);
    // Heard when it is awaited, or never after an abort.
    next.catch(() => undefined);
    hash.update(chunk);
    yield* scan.push(chunk.subarray(offset === 0 && hasMark(chunk) ? 3 : 0));
    offset = end;
  }
  const { slices, summary } = scan.end();
  yield* slices;
  yield { kind: 'end', ...summary, bytes: size, sha256: hash.digest('hex') };
}
