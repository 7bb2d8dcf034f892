import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SourceFile } from '../engine/ports.ts';

/** A file of the disk as the readers take it: streamed, not read at once. */
export async function openSource(path: string): Promise<SourceFile> {
  await mustBeFile(path);
  return { name: basename(path), blob: await openAsBlob(path) };
}

export async function readText(path: string): Promise<string> {
  await mustBeFile(path);
  return readFile(path, 'utf8');
}

/** Writes pieces of text as UTF-8, making the folder where it is missing. */
export async function writeText(
  path: string,
  pieces: Iterable<string> | AsyncIterable<string>,
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
