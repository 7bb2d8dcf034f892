import type { Database, Reader } from '../engine/ports.ts';
import { makeLocalScanner } from './local-scanner.ts';
import { createReader } from './reader.ts';

/** The reader of a process: files are scanned in this thread, between two reads of the disk. */
export function createNodeReader(database: Database): Reader {
  return createReader(database, makeLocalScanner());
}
