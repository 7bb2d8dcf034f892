import { ReadError, type SourceFile } from '../engine/ports.ts';
import { detectFormat, formatNamed } from './detect.ts';
import type { FormatOptions } from './format.ts';
import type { ScanPart, TableDescription } from './scanner.ts';
import { openGivenFile } from './source/given-file.ts';

/** Finds out what a file is and describes its tables, or the one that is asked for. */
export async function describeFile(
  file: SourceFile,
  options: FormatOptions,
): Promise<readonly TableDescription[]> {
  const given = openGivenFile(file, options.sizes.chunkBytes, false);
  const format = await detectFormat(given);
  options.signal?.throwIfAborted();
  const { describe } = await format.load();
  const found = await describe(given, options);
  const tables = found.map((table): TableDescription => ({
    ...table,
    format: format.name,
    containers: [],
    inner: table.name,
    member: null,
  }));
  const wanted =
    file.table === undefined ? tables : tables.filter(({ name }) => name === file.table);
  if (wanted.length > 0) return wanted;
  const names = tables.map(({ name }) => name).filter(Boolean);
  const message =
    names.length === 0
      ? `There is no table "${file.table ?? ''}" in this file; it holds one table, which has no name.`
      : `There is no table "${file.table ?? ''}" in this file; it holds ${names.join(', ')}.`;
  throw new ReadError('missing-table', message, file.name, null, [], names);
}

/** Reads one described table of a file; the SHA-256 is that of the file as given. */
export async function* readTable(
  file: SourceFile,
  table: TableDescription,
  options: FormatOptions,
): AsyncGenerator<ScanPart, void> {
  const given = openGivenFile(file, options.sizes.chunkBytes, true);
  const { read } = await formatNamed(table.format).load();
  for await (const part of read(given, { ...table, name: table.inner }, options)) {
    options.signal?.throwIfAborted();
    if (part.kind === 'end') yield { ...part, sha256: await given.sha256(), bytes: given.size };
    else {
      const share = part.kind === 'typed' ? part.share : undefined;
      const readBytes = share === undefined ? given.readBytes() : Math.round(share * given.size);
      yield { ...part, readBytes };
    }
  }
}
