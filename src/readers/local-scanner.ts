import { REJECTS_KEPT } from '../engine/ports.ts';
import { describeFile, linesOfTable, readTable } from './open-file.ts';
import type { Sizes } from './format.ts';
import type { Scanner } from './scanner.ts';

const SIZES: Sizes = {
  chunkBytes: 1 << 22,
  sliceBytes: 1 << 26,
  firstSliceBytes: 1 << 22,
  longestRecord: 1 << 26,
  keepRejects: REJECTS_KEPT,
  patience: 20_000,
};

/** A scanner that works in this thread, between two reads of the file. @param sizes only tests give them. */
export function makeLocalScanner(sizes?: Partial<Sizes>): Scanner {
  const own = { ...SIZES, ...sizes };
  return {
    sniff: (file, options) => describeFile(file, { ...options, sizes: own, dialect: file.dialect }),
    lines: (file, table, count, options) =>
      linesOfTable(file, table, { ...options, sizes: own, dialect: file.dialect }, count),
    scan: (file, table, { signal, sliceBytes = own.sliceBytes } = {}) =>
      readTable(file, table, {
        signal,
        sizes: { ...own, sliceBytes, chunkBytes: Math.min(own.chunkBytes, sliceBytes) },
        dialect: file.dialect,
      }),
  };
}
