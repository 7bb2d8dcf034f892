import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SourceFile } from '../engine/ports.ts';

/** A file of the disk as the readers take it: streamed, not read at once. `FILE#table` means one table of the file. */
export async function openSource(given: string): Promise<SourceFile> {
  const { path, table } = await splitTable(given);
  await mustBeFile(path);
  const file = { name: basename(path), blob: await openAsBlob(path) };
  return table === undefined ? file : { ...file, table };
}

/** The first # after the name of a file that is there begins a table's; a file's own name may hold some, too. */
async function splitTable(given: string): Promise<{ path: string; table?: string }> {
  if (await stat(given).catch(() => null)) return { path: given };
  for (let at = given.indexOf('#'); at > 0; at = given.indexOf('#', at + 1)) {
    const path = given.slice(0, at);
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) return { path, table: given.slice(at + 1) };
  }
  return { path: given };
}

export async function readText(path: string): Promise<string> {
  await mustBeFile(path);
  return readFile(path, 'utf8');
}

/** Writes pieces, of text as UTF-8, making the folder where it is missing. */
export async function writePieces(
  path: string,
  pieces: Iterable<string> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await pipeline(
    Readable.from(pieces, { objectMode: true, highWaterMark: 4 }),
    createWriteStream(path),
  );
}

async function mustBeFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new Error(`There is no file ${path}.`);
  if (!found.isFile()) throw new Error(`${path} is no file.`);
}
