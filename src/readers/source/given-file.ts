import { createSHA256 } from 'hash-wasm';
import type { SourceFile } from '../../engine/ports.ts';
import type { Source } from '../format.ts';
import { readBytes } from './read-bytes.ts';

/** A file as it was given, and how much of it was read. */
export interface GivenFile extends Source {
  readonly size: number;
  /** How much of the file was read by {@link chunks}, or said to be read by {@link advance}. */
  readBytes(): number;
  /** Counts bytes that were read by way of {@link blob}. */
  advance(bytes: number): void;
  /** SHA-256 in hex. It was taken on the way when the whole file went through {@link chunks}; else the file is read once more. */
  sha256(): Promise<string>;
}

/** @param hashing  false: the hash will not be asked for, and is not taken on the way. */
export function openGivenFile(file: SourceFile, chunkBytes: number, hashing: boolean): GivenFile {
  const { size } = file.blob;
  let furthest = 0;
  let hash: string | null = null;

  /** Reads a chunk ahead of the one that is worked on. */
  async function* chunks(): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    const hasher = hashing && hash === null ? await createSHA256() : null;
    let next = readBytes(file, 0, chunkBytes);
    for (let offset = 0; offset < size;) {
      const chunk = await next;
      const end = offset + chunk.length;
      next = readBytes(file, end, end + chunkBytes);
      // Heard when it is awaited, or never when the reader stops.
      next.catch(() => undefined);
      hasher?.update(chunk);
      furthest = Math.max(furthest, end);
      yield chunk;
      offset = end;
    }
    if (hasher) hash = hasher.digest('hex');
  }

  return {
    file: file.name,
    size,
    chunks,
    async head(length) {
      const bytes = await readBytes(file, 0, length);
      return { bytes, whole: bytes.length >= size };
    },
    piece: (at, length) => readBytes(file, at, at + length),
    blob: () => Promise.resolve(file.blob),
    readBytes: () => furthest,
    advance(bytes) {
      furthest = Math.min(size, furthest + bytes);
    },
    async sha256() {
      if (hash === null) for await (const _ of chunks());
      return hash ?? '';
    },
  };
}
