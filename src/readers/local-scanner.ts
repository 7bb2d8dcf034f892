import { scanCsvFile, type Sizes } from './csv/scan-file.ts';
import { sniffCsv } from './csv/sniff.ts';
import type { Scanner } from './scanner.ts';

/** A scanner that works in this thread, between two reads of the file. @param sizes only tests give them. */
export function makeLocalScanner(sizes?: Sizes): Scanner {
  return {
    sniff: sniffCsv,
    scan: (file, dialect, options) => scanCsvFile(file, dialect, options, sizes),
  };
}
