import { ReadError, type SourceFile } from '../engine/ports.ts';
import type { RawLine } from '../engine/reading.ts';
import {
  adviceOnNothing,
  detectFormat,
  formatNamed,
  nameWarnings,
  packedWarnings,
  sourceFor,
} from './detect.ts';
import type { FormatOptions, Source } from './format.ts';
import { inWords } from './in-words.ts';
import type { ReadEnd, ScanPart, TableDescription, TextSlice, TypedSlice } from './scanner.ts';
import { type Content, contentsOf } from './source/containers.ts';
import { type GivenFile, openGivenFile } from './source/given-file.ts';

/** Finds out what a file is and describes its tables, or the one that is asked for. */
export async function describeFile(
  file: SourceFile,
  options: FormatOptions,
): Promise<readonly TableDescription[]> {
  const { chunkBytes } = options.sizes;
  const contents = await contentsOf(openGivenFile(file, chunkBytes, false), chunkBytes);
  const several = contents.length > 1;
  const tables: TableDescription[] = [];
  const names: string[] = [];
  const unread: { member: string; thrown: ReadError }[] = [];
  for (const content of contents) {
    options.signal?.throwIfAborted();
    const member = several ? (content.member ?? '') : '';
    // A member that was not asked for need not be understood.
    if (several && file.table !== undefined && !isIn(file.table, member)) {
      names.push(member);
      continue;
    }
    const table = several ? file.table?.slice(member.length + 1) : file.table;
    const found = await describeContent(content, { ...options, table }).catch((thrown: unknown) => {
      // What an archive holds besides its tables is named and left alone.
      if (!several || file.table !== undefined || !(thrown instanceof ReadError)) throw thrown;
      unread.push({ member, thrown });
      return [];
    });
    for (const table of found) {
      const name = [member, table.inner].filter(Boolean).join('#');
      names.push(name);
      if (file.table === undefined || file.table === name) tables.push({ ...table, name });
    }
  }
  const passedOver = unread.map(
    ({ member, thrown }) => `The file holds ${member}, too, which is not read: ${thrown.message}`,
  );
  if (tables.length > 0)
    return tables.map((table) => ({ ...table, warnings: [...table.warnings, ...passedOver] }));
  if (file.table === undefined && unread[0]) throw unread[0].thrown;
  throw noSuchTable(file, names.filter(Boolean));
}

/** Whether a table's name is that of an archive's member or of a table in it. */
function isIn(table: string, member: string): boolean {
  return table === member || table.startsWith(`${member}#`);
}

async function describeContent(
  { source, containers, member, name, misnamed, damage }: Content,
  options: FormatOptions,
): Promise<TableDescription[]> {
  try {
    const said = options.dialect?.encoding;
    const format = await detectFormat(source, said);
    const { describe } = await format.load();
    const found = await describe(await sourceFor(format, source, said), options);
    // A part can be described though the rest is broken; reading it will count how far it goes.
    return found.map((table) => ({
      ...table,
      format: format.name,
      containers,
      inner: table.name,
      member,
      warnings: [...packedWarnings(misnamed), ...nameWarnings(name, format), ...table.warnings],
    }));
  } catch (thrown) {
    options.signal?.throwIfAborted();
    const isNothing = thrown instanceof ReadError && thrown.code === 'empty';
    if (isNothing && damage.message === null)
      throw new ReadError('empty', thrown.message + adviceOnNothing(name), source.file);
    if (damage.message === null) throw inWords(thrown, source.file);
    throw new ReadError(damage.tooLarge ? 'too-large' : 'unreadable', damage.message, source.file);
  }
}

function noSuchTable(file: SourceFile, names: readonly string[]): ReadError {
  const held = names.length === 0 ? 'one table, which has no name' : names.join(', ');
  const message = `There is no table "${file.table ?? ''}" in this file; it holds ${held}.`;
  return new ReadError('missing-table', message, file.name, null, { kind: 'table', tables: names });
}

/** The first lines of a described table as they are written. */
export async function linesOfTable(
  file: SourceFile,
  table: TableDescription,
  options: FormatOptions,
  count: number,
): Promise<readonly RawLine[]> {
  const { chunkBytes } = options.sizes;
  const { source } = await contentOf(table, openGivenFile(file, chunkBytes, false), chunkBytes);
  const format = formatNamed(table.format);
  const { lines } = await format.load();
  if (!lines) return [];
  const text = await sourceFor(format, source, options.dialect?.encoding);
  return lines(text, { ...table, name: table.inner }, options, count);
}

async function contentOf(
  { member }: TableDescription,
  given: GivenFile,
  chunkBytes: number,
): Promise<Content> {
  const contents = await contentsOf(given, chunkBytes);
  const content = contents.find((one) => one.member === member);
  if (!content) throw new ReadError('unreadable', 'This file was changed meanwhile.', given.file);
  return content;
}

/** Reads one described table of a file; the SHA-256 is that of the file as given. */
export async function* readTable(
  file: SourceFile,
  table: TableDescription,
  options: FormatOptions,
): AsyncGenerator<ScanPart, void> {
  const { chunkBytes } = options.sizes;
  const given = openGivenFile(file, chunkBytes, true);
  const { source, damage } = await contentOf(table, given, chunkBytes);
  const parts = await partsOf(source, table, options);
  let records = 0;
  const broken = () => {
    const counted = records === 1 ? '1 record was' : `${String(records)} records were`;
    return new ReadError(
      damage.tooLarge ? 'too-large' : 'unreadable',
      `${damage.message ?? ''} ${counted} read before that; nothing was loaded.`,
      file.name,
    );
  };
  try {
    for await (const part of parts) {
      options.signal?.throwIfAborted();
      records = part.kind === 'end' ? part.records : records + part.records;
      if (damage.message !== null) {
        if (part.kind === 'end') throw broken();
        continue;
      }
      if (part.kind === 'end') {
        yield { ...part, sha256: await given.sha256(), bytes: given.size };
      } else {
        const share = part.kind === 'typed' ? part.share : undefined;
        const readBytes = share === undefined ? given.readBytes() : Math.round(share * given.size);
        yield { ...part, readBytes };
      }
    }
  } catch (thrown) {
    options.signal?.throwIfAborted();
    throw damage.message === null ? inWords(thrown, file.name) : broken();
  }
}

/** The slices of a table, made long on the way where that is wanted. */
async function partsOf(
  source: Source,
  table: TableDescription,
  options: FormatOptions,
): Promise<AsyncIterable<TextSlice | TypedSlice | ReadEnd>> {
  const format = formatNamed(table.format);
  const { read } = await format.load();
  const text = await sourceFor(format, source, options.dialect?.encoding);
  const { wide, inner: name } = table;
  if (!wide) return read(text, { ...table, name }, options);
  const { madeLong } = await import('./unpivot/slices.ts');
  const { columns, layout } = wide;
  return madeLong(read(text, { ...table, name, columns, layout }, options), wide, table.columns);
}
