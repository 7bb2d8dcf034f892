import init, { type Database, type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { ReadError } from '../../engine/ports.ts';
import type { FormatOptions } from '../format.ts';
import { readBytes } from '../source/read-bytes.ts';
import { inWords } from '../in-words.ts';
import { installedLibraries } from '../libraries.ts';
import { withPatience } from './patience.ts';

/** A database file in SQLite's memory, read only. */
export interface OpenDatabase {
  readonly sqlite: Sqlite3Static;
  readonly db: Database;
  readonly warnings: readonly string[];
  /** Runs some work on it, SQLite's errors put into our words; work without an end is ended with a {@link TooLong}. */
  ask<T>(work: () => T): T;
  /** Whether it can be asked for anything else after an error. */
  isSound(): boolean;
  close(): void;
}

declare global {
  /** Read by SQLite's script when it starts. */
  var sqlite3ApiConfig: unknown;
}

/** SQLite's memory ends at 2 GB, and it needs some of it. */
const LARGEST = 1_500_000_000;
const CHUNK = 1 << 24;
/** What SQLite looks at in any case, and quickly enough. */
const BYTES_A_MILLISECOND = 1000;
/** Position in the header of the last byte of the text encoding (sqlite.org/fileformat.html, 1.3.13). */
const ENCODING_BYTE = 59;
const UTF16 =
  'This SQLite database keeps its texts in UTF-16, which cannot be read here. Write it again: sqlite3 old.db .dump | sqlite3 new.db';

const BROKEN =
  "This SQLite database is damaged in a way that SQLite cannot cope with. Mend it with sqlite3's .recover, or ask for it again.";
const LONGEST_SAYING = 200;

/** SQLite worked too long on one question. */
export class TooLong extends ReadError {}

const TOO_LONG =
  'SQLite worked on it for longer than this database can be expected to take, and was stopped: a view may have no end. Write what it gives into a table (CREATE TABLE new AS SELECT * FROM view LIMIT 1000000) and open that.';

/** SQLite's own words on a line, cut where they go on and on. */
export function saidBy(text: string): string {
  const line = text.replace(/^SQLITE_\w+: sqlite3 result code \d+: /, '').replace(/\s+/g, ' ');
  return line.length > LONGEST_SAYING ? `${line.slice(0, LONGEST_SAYING)} …` : line;
}

let loading: Promise<Sqlite3Static> | null = null;

async function start(): Promise<Sqlite3Static> {
  // The stores in the browser's own file system would start workers of their own.
  const off = { opfs: true, 'opfs-vfs': true, 'opfs-wl': true, 'opfs-sahpool': true, kvvfs: true };
  globalThis.sqlite3ApiConfig = { disable: { vfs: off }, warn: () => undefined };
  const quiet = { print: () => undefined, printErr: () => undefined };
  const options = { wasmBinary: await installedLibraries().sqliteWasm(), ...quiet };
  const make: (given: typeof options) => Promise<Sqlite3Static> = init;
  return make(options);
}

/** Throws ReadError `too-large` or `unreadable`. */
export async function openDatabase(
  blob: Blob,
  file: string,
  { signal, sizes }: Pick<FormatOptions, 'signal' | 'sizes'>,
): Promise<OpenDatabase> {
  if (blob.size > LARGEST) throw tooLarge(file);
  loading ??= start();
  const sqlite = await loading.catch((thrown: unknown) => {
    loading = null;
    throw thrown;
  });
  const { capi, wasm } = sqlite;
  const db = new sqlite.oo1.DB(':memory:');
  const milliseconds = sizes.patience + blob.size / BYTES_A_MILLISECOND;
  const patience = withPatience(sqlite, db, blob.size, milliseconds);
  let sound = true;

  function ask<T>(work: () => T): T {
    patience.begin();
    try {
      return work();
    } catch (thrown) {
      if (thrown instanceof ReadError || signal?.aborted) throw thrown;
      if (thrown instanceof sqlite.WasmAllocError) throw tooLarge(file);
      if (!(thrown instanceof sqlite.SQLite3Error)) {
        // A trap, or a value that makes no sense: this SQLite is not to be trusted any more.
        loading = null;
        sound = false;
        throw inWords(thrown, file, BROKEN);
      }
      if (patience.isOver) throw new TooLong('too-large', TOO_LONG, file);
      const said = saidBy(thrown.message);
      const message = `This SQLite database cannot be read: SQLite says "${said}". Mend it with sqlite3's .recover, or export its tables as CSV.`;
      throw new ReadError('unreadable', message, file);
    }
  }

  function close(): void {
    try {
      db.close();
    } catch {
      // What went wrong before was said; whatever is left of it is not used again.
      loading = null;
    }
  }

  try {
    const at = ask(() => wasm.alloc(blob.size));
    for (let offset = 0; offset < blob.size; offset += CHUNK) {
      const bytes = await readBytes({ name: file, blob }, offset, offset + CHUNK);
      signal?.throwIfAborted();
      wasm.heap8u().set(bytes, at + offset);
    }
    const heap = wasm.heap8u();
    // The compiled SQLite leaves UTF-16 out, and would call such a file malformed.
    const encoding = heap[at + ENCODING_BYTE];
    if (encoding === 2 || encoding === 3) throw new ReadError('unreadable', UTF16, file);
    const versions = at + 18;
    const isWal = heap[versions] === 2 || heap[versions + 1] === 2;
    // A database in memory has no write-ahead log; without one the file reads the same.
    if (isWal) heap.fill(1, versions, versions + 2);
    const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_READONLY;
    const code = capi.sqlite3_deserialize(db, 'main', at, blob.size, blob.size, flags);
    ask(() => db.checkRc(code));
    ask(() =>
      db.exec('PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON'),
    );
    const warnings = isWal
      ? [
          'The database keeps a write-ahead log; what stands in a file ending in "-wal" beside it is not read. To have all in one file: sqlite3 FILE "PRAGMA wal_checkpoint(TRUNCATE)".',
        ]
      : [];
    return {
      sqlite,
      db,
      warnings,
      ask,
      isSound: () => sound,
      close,
    };
  } catch (thrown) {
    close();
    throw thrown;
  }
}

function tooLarge(file: string): ReadError {
  const message =
    'This SQLite database is larger than 1.5 GB. Export the table that you need as CSV.';
  return new ReadError('too-large', message, file);
}
