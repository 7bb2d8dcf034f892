/** Encodes one Parquet file in a worker of its own. */
export interface ParquetWorker {
  /** @param pull  gives the next Arrow IPC stream, a row group; null after the last one. */
  open(pull: () => Promise<Uint8Array | null>): void;
  /** The next bytes of the file; null at its end. */
  next(): Promise<Uint8Array | null>;
}
