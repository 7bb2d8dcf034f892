import { ReadError, type SourceFile } from '../../engine/ports.ts';

/** Bytes of a file. Throws ReadError when it can no longer be read. */
export async function readBytes(
  { name, blob }: SourceFile,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.slice(start, end).arrayBuffer());
  } catch {
    const message = 'This file can no longer be read. Was it moved or changed? Choose it again.';
    throw new ReadError('unreadable', message, name);
  }
}
