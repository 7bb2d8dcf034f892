import { type Cancellable, type Database, DatabaseError } from '../engine/ports.ts';
import { keyOf, numberedRows, type QuickRead } from './quick-read.ts';
import type { TextSlice } from './scanner.ts';
import { type SliceSource, uploadOf } from './stage.ts';

/** An engine for the time of a long load, in a thread of its own, or nothing is won. */
export interface SecondEngine {
  open(): Promise<Database>;
  /** Text left to read, in bytes, from which on it is worth its start. */
  readonly worthBytes?: number;
}

const WORTH_BYTES = 3 * 2 ** 26;

/**
 * Reads slices of text in an engine of its own while the table's engine still stores those before: reading and storing
 * take about as long as each other.
 */
export interface ReadAhead {
  /** Starts the engine if so many bytes of text, about, are worth it. */
  prepare(leftBytes: number): void;
  /**
   * Begins to read a slice, if the engine is there.
   * @param before  rows that the table will have before it.
   */
  begin(slice: TextSlice, source: SliceSource, read: QuickRead, before: number): void;
  /**
   * The rows of a slice as an Arrow IPC stream, when it was read in just this way; null: it was not, or could not be. Who
   * stores it reads it then, and finds out why. Throws the reason of an abort only.
   */
  take(slice: TextSlice, read: QuickRead, before: number): Promise<Uint8Array | null>;
  /** Ends the engine; what is being read ends unheard. */
  close(): void;
}

export function makeReadAhead(
  { open, worthBytes = WORTH_BYTES }: SecondEngine,
  options: Cancellable,
): ReadAhead {
  let opening: Promise<Database | null> | null = null;
  /** Null before it is there, and when it is not to be used any more. */
  let engine: Database | null = null;
  let closed = false;
  const begun = new WeakMap<TextSlice, { key: string; rows: Promise<Uint8Array | null> }>();

  function start(): void {
    opening = open().catch(() => null);
    void opening.then((opened) => {
      if (!closed) engine = opened;
    });
  }

  async function rowsOf(
    from: Database,
    slice: TextSlice,
    source: SliceSource,
    read: QuickRead,
    before: number,
  ): Promise<Uint8Array | null> {
    // The bytes themselves belong to the table's engine, should it have to read them.
    const upload = uploadOf(from, { ...slice, bytes: slice.bytes.slice() }, source);
    let rows: Uint8Array | null = null;
    try {
      const relation = await upload.relation(read.types);
      rows = await from.arrow(numberedRows(read.values, before, relation), options);
    } catch (thrown) {
      options.signal?.throwIfAborted();
      // Values that are not as expected are no fault of the engine's.
      if (!(thrown instanceof DatabaseError) || thrown.code !== 'failed') engine = null;
    } finally {
      await upload.drop().catch(() => undefined);
    }
    return rows;
  }

  return {
    prepare(leftBytes) {
      if (!opening && leftBytes >= worthBytes) start();
    },
    begin(slice, source, read, before) {
      if (!engine || read.counted.some((type) => type !== null)) return;
      const rows = rowsOf(engine, slice, source, read, before);
      // Heard when it is taken, or never.
      rows.catch(() => undefined);
      begun.set(slice, { key: keyOf(read, before), rows });
    },
    async take(slice, read, before) {
      const one = begun.get(slice);
      begun.delete(slice);
      return one?.key === keyOf(read, before) ? one.rows : null;
    },
    close() {
      closed = true;
      engine = null;
      void opening?.then((opened) => opened?.close()).catch(() => undefined);
    },
  };
}
