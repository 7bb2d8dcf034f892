import type { Database, Reader } from '../engine/ports.ts';
import { makeLocalScanner } from './local-scanner.ts';
import { installLibraries } from './libraries.ts';
import { makeNodeLibraries } from './node-libraries.ts';
import { createReader } from './reader.ts';

/** Shared by all readers of a process. */
const libraries = makeNodeLibraries();

/** The reader of a process: files are scanned in this thread, between two reads of the disk. */
export function createNodeReader(database: Database): Reader {
  installLibraries(libraries);
  return createReader(database, makeLocalScanner());
}
