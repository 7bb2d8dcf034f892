import { ReadError } from '../../engine/ports.ts';
import type { Source } from '../format.ts';
import type { GivenFile } from './given-file.ts';
import { type Damage, type Unpack, unpackedSource } from './unpack.ts';

/** What a file holds after all its containers: one source, or several with names. */
export interface Content {
  readonly source: Source;
  /** Outermost first. */
  readonly containers: readonly string[];
  /** Name of the archive's member that it is; null when there is no archive. */
  readonly member: string | null;
  /** What its name would be were it not packed: `clicks.csv` of `clicks.csv.gz`. */
  readonly name: string;
  /** Containers whose file's name does not tell them, outermost first. */
  readonly misnamed: readonly Misnamed[];
  readonly damage: Damage;
}

/** A packed file and what it is called. */
export interface Misnamed {
  readonly name: string;
  /** `gzip file` */
  readonly label: string;
}

interface Stream {
  readonly name: string;
  readonly label: string;
  readonly magic: readonly number[];
  readonly extension: RegExp;
  load(): Promise<Unpack>;
}

/** Containers of one stream. */
const STREAMS: readonly Stream[] = [
  {
    name: 'gzip',
    label: 'gzip file',
    magic: [0x1f, 0x8b],
    extension: /\.t?gz(ip)?$/i,
    load: async () => (await import('./gzip.ts')).unpackGzip,
  },
  {
    name: 'zstd',
    label: 'Zstandard file',
    magic: [0x28, 0xb5, 0x2f, 0xfd],
    extension: /\.zst(d)?$/i,
    load: async () => (await import('./zstd.ts')).unpackZstd,
  },
];

/** An extension of something packed, whichever. */
const PACKED = /\.(t?gz(ip)?|zstd?|zip|bz2|xz|7z)$/i;
const ZIP_EXTENSION = /\.zip$/i;
const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04];
const MOST_CONTAINERS = 3;
/** Files in an archive, and in archives in it: nobody chooses among more. */
const MOST_MEMBERS = 1000;

/** Unpacks a file as far as it is packed: gzip, Zstandard, zip, also inside each other. At least one content. */
export async function contentsOf(given: GivenFile, chunkBytes: number): Promise<Content[]> {
  const own = { message: null, tooLarge: false };
  const content: Content = {
    source: given,
    containers: [],
    member: null,
    name: given.file,
    misnamed: [],
    damage: own,
  };
  return unpacked(content, given, chunkBytes);
}

async function unpacked(
  content: Content,
  given: GivenFile,
  chunkBytes: number,
): Promise<Content[]> {
  const { source, containers, name, damage } = content;
  const { bytes } = await source.head(4);
  const begins = (magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);
  const stream = STREAMS.find(({ magic }) => begins(magic));
  if (!stream && !begins(ZIP_MAGIC)) return [content];
  if (containers.length === MOST_CONTAINERS) {
    const message = `This file is packed more than ${String(MOST_CONTAINERS)} times over; unpack it first.`;
    throw new ReadError('not-text', message, given.file);
  }
  if (stream) {
    const inner = unpackedSource(
      source,
      stream.label,
      source.chunks,
      await stream.load(),
      damage,
      given.readBytes,
    );
    const plain = {
      ...content,
      source: inner,
      containers: [...containers, stream.name],
      name: name.replace(PACKED, ''),
      misnamed: withMisnamed(content, stream.extension, stream.label),
    };
    return unpacked(plain, given, chunkBytes);
  }
  return members(content, given, chunkBytes);
}

function withMisnamed(
  { misnamed, name }: Content,
  extension: RegExp,
  label: string,
): readonly Misnamed[] {
  return extension.test(name) ? misnamed : [...misnamed, { name, label }];
}

async function members(content: Content, given: GivenFile, chunkBytes: number): Promise<Content[]> {
  const { source, containers, member: outer } = content;
  const { zipMembers, memberBytes, unpackMember } = await import('./zip.ts');
  const blob = await source.blob();
  const found = await zipMembers(blob, given.file);
  if (found.some(({ name }) => name === '[Content_Types].xml')) {
    const message =
      'This is an Office document (an Excel workbook?); save the sheet as CSV in UTF-8.';
    throw new ReadError('not-text', message, given.file);
  }
  if (found.length === 0) throw new ReadError('empty', 'This zip file holds no file.', given.file);
  if (found.length > MOST_MEMBERS) throw tooMany(found.length, given.file);
  const misnamed = withMisnamed(content, ZIP_EXTENSION, 'zip file');
  const contents: Content[] = [];
  for (const member of found) {
    if (contents.length > MOST_MEMBERS) throw tooMany(contents.length, given.file);
    const damage: Damage = { message: null, tooLarge: false };
    let read = 0;
    const packed = () => {
      read = 0;
      return memberBytes(blob, member, chunkBytes, (bytes) => {
        read += bytes;
        given.advance(bytes);
      });
    };
    const inner = unpackedSource(
      source,
      `zip file: ${member.name}`,
      packed,
      unpackMember(member),
      damage,
      () => read,
    );
    const plain: Content = {
      source: inner,
      containers: [...containers, 'zip'],
      member: outer === null ? member.name : `${outer}/${member.name}`,
      name: member.name.slice(member.name.lastIndexOf('/') + 1),
      misnamed,
      damage,
    };
    contents.push(...(await unpacked(plain, given, chunkBytes)));
  }
  return contents;
}

function tooMany(members: number, file: string): ReadError {
  const message = `This zip file holds ${String(members)} files or more; among ${String(MOST_MEMBERS)} at most can be chosen. Unpack it, and open the files that you need.`;
  return new ReadError('too-large', message, file);
}
