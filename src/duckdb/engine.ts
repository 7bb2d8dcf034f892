/**
 * What the two builds of DuckDB have in common, seen by {@link createDatabase}: raw calls, one at a time, Arrow IPC bytes out.
 * Every call rejects with the engine's own error.
 */
export interface Engine {
  connect(): Promise<number>;
  disconnect(connection: number): Promise<void>;
  /** Starts a statement. The bytes are the IPC header of its result; null means: poll. */
  start(connection: number, statement: string, stream: boolean): Promise<Uint8Array | null>;
  /** Works on a started statement for about {@link POLL_MS}. */
  poll(connection: number): Promise<Uint8Array | null>;
  /** The next IPC message of the result; empty at its end, null means: call again. */
  fetch(connection: number): Promise<Uint8Array | null>;
  /** Gives up a statement that has not finished. */
  cancel(connection: number): Promise<void>;
  /** Runs a statement at one go; its result as an Arrow IPC file. */
  query(connection: number, statement: string): Promise<Uint8Array>;
  /** Appends an Arrow IPC stream to an existing table; columns go by position. */
  insert(connection: number, stream: Uint8Array, table: string): Promise<void>;
  register(path: string, bytes: Uint8Array): Promise<void>;
  drop(path: string): Promise<void>;
  /** Size of the WebAssembly memory in bytes as last known. It never shrinks: some of it may be free again. */
  memoryBytes(): number;
  /** Whether its allocator has that many bytes in one piece; nothing stays taken. */
  hasRoom(bytes: number): Promise<boolean>;
  close(): Promise<void>;
}

/** How long the engine works before it looks up. */
export const POLL_MS = 50;

/** Shared settings of both builds. */
export const OPEN_CONFIG = { query: { queryPollingInterval: POLL_MS } };
