import type { SourceFile } from '../engine/ports.ts';
import type { ScanEnd, Scanner } from './scanner.ts';

const SLICE_BYTES = 1 << 18;
const ENOUGH_RECORDS = 1000;

export interface Beginnings {
  /** To it, files end after their first slices. */
  readonly scanner: Scanner;
  /** Whether all records of all files were handed out. */
  whole(): boolean;
}

/**
 * A scanner to which each file ends after its first slices, with about a thousand records.
 * @param read  files to begin with; all others hold nothing to it.
 */
export function beginningsOf(scanner: Scanner, read: ReadonlySet<SourceFile>): Beginnings {
  let whole = true;
  return {
    whole: () => whole,
    scanner: {
      ...scanner,
      async *scan(file, table, options) {
        let records = 0;
        let rejected = 0;
        if (read.has(file)) {
          for await (const part of scanner.scan(file, table, {
            ...options,
            sliceBytes: SLICE_BYTES,
          })) {
            yield part;
            if (part.kind === 'end') return;
            records += part.records;
            rejected += part.rejects.length;
            if (records + rejected >= ENOUGH_RECORDS) break;
          }
        }
        whole = false;
        yield endAfter(records, rejected);
      },
    },
  };
}

function endAfter(records: number, rejected: number): ScanEnd {
  return {
    kind: 'end',
    records: records + rejected,
    rejected,
    warnings: [],
    sha256: '',
    bytes: 0,
  };
}
