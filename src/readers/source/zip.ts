import { Inflate } from 'fflate';
import { createCRC32 } from 'hash-wasm';
import { ReadError } from '../../engine/ports.ts';
import { reasonOf, type Unpack, UnpackError } from './unpack.ts';

/** One file in a zip, as its central directory tells. */
export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** Where its local header is. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MOST_DIRECTORY = 1 << 26;
const ALL_ONES = 0xffffffff;
const NAMES = new TextDecoder();
const LOCAL_SIGNATURE = 0x04034b50;

/** The files in a zip (APPNOTE 6.3, with Zip64), folders and a Mac's shadow files left out. */
export async function zipMembers(blob: Blob, file: string): Promise<readonly ZipMember[]> {
  const broken = (reason: string) =>
    new ReadError('unreadable', `This zip file is damaged: ${reason}.`, file);
  const tail = await viewOf(blob, Math.max(0, blob.size - END_BYTES - LONGEST_COMMENT), blob.size);
  let end = tail.byteLength - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== END_SIGNATURE) end -= 1;
  if (end < 0) throw broken('its list of files, which stands at its end, is missing');
  let size = tail.getUint32(end + 12, true);
  let start = tail.getUint32(end + 16, true);
  let entries = tail.getUint16(end + 10, true);
  const locator = end - LOCATOR_BYTES;
  if (locator >= 0 && tail.getUint32(locator, true) === LOCATOR_SIGNATURE) {
    const at = Number(tail.getBigUint64(locator + 8, true));
    const wide = await viewOf(blob, at, at + 56);
    if (wide.byteLength < 56) throw broken('its list of files is missing');
    entries = Number(wide.getBigUint64(32, true));
    size = Number(wide.getBigUint64(40, true));
    start = Number(wide.getBigUint64(48, true));
  }
  if (size > MOST_DIRECTORY || start + size > blob.size) throw broken('its list of files is wrong');
  const directory = await viewOf(blob, start, start + size);
  const members: ZipMember[] = [];
  for (let at = 0; at < size;) {
    if (at + ENTRY_BYTES > size || directory.getUint32(at, true) !== ENTRY_SIGNATURE)
      throw broken('its list of files is wrong');
    const nameBytes = directory.getUint16(at + 28, true);
    const extraBytes = directory.getUint16(at + 30, true);
    const next = at + ENTRY_BYTES + nameBytes + extraBytes + directory.getUint16(at + 32, true);
    if (next > size) throw broken('its list of files is wrong');
    members.push(entry(directory, at, nameBytes, extraBytes));
    at = next;
  }
  // Modulo 2¹⁶, as programs write it that do not know Zip64.
  if ((members.length - entries) % 65_536 !== 0) throw broken('its list of files is not whole');
  // Few bytes that many files share would unpack to far more than the zip.
  let free = 0;
  for (const { offset, packedBytes } of members.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < free) throw broken('its files lie over each other');
    free = offset + LOCAL_BYTES + packedBytes;
  }
  if (free > start) throw broken('a file in it is longer than the zip');
  return members.filter(({ name }) => !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.)/.test(name));
}

function entry(view: DataView, at: number, nameBytes: number, extraBytes: number): ZipMember {
  const name = new Uint8Array(view.buffer, view.byteOffset + at + ENTRY_BYTES, nameBytes);
  let bytes = view.getUint32(at + 24, true);
  let packedBytes = view.getUint32(at + 20, true);
  let offset = view.getUint32(at + 42, true);
  // Zip64: what does not fit stands in an extra field, in this order.
  const extra = at + ENTRY_BYTES + nameBytes;
  for (let i = extra; i + 4 <= extra + extraBytes; i += 4 + view.getUint16(i + 2, true)) {
    if (view.getUint16(i, true) !== 1) continue;
    let field = i + 4;
    const wide = () => {
      if (field + 8 > extra + extraBytes) return ALL_ONES;
      field += 8;
      return Number(view.getBigUint64(field - 8, true));
    };
    if (bytes === ALL_ONES) bytes = wide();
    if (packedBytes === ALL_ONES) packedBytes = wide();
    if (offset === ALL_ONES) offset = wide();
  }
  return {
    name: NAMES.decode(name),
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
    crc: view.getUint32(at + 16, true),
    packedBytes,
    bytes,
    offset,
  };
}

async function viewOf(blob: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await blob.slice(start, end).arrayBuffer());
}

/** The packed bytes of a member. `took` hears how many. */
export async function* memberBytes(
  blob: Blob,
  { offset, packedBytes }: ZipMember,
  chunkBytes: number,
  took: (bytes: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const header = await viewOf(blob, offset, offset + LOCAL_BYTES);
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL_SIGNATURE)
    throw new UnpackError('is damaged: it is not where the list of files says.');
  const start = offset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  for (let at = start; at < start + packedBytes; at += chunkBytes) {
    const end = Math.min(at + chunkBytes, start + packedBytes);
    const chunk = new Uint8Array(await blob.slice(at, end).arrayBuffer());
    took(chunk.length);
    yield chunk;
  }
}

/** Unpacks one member, stored or deflated, and checks its length and CRC-32. */
export function unpackMember(member: ZipMember): Unpack {
  return async function* (packed, took) {
    if (member.encrypted) throw new UnpackError('is locked with a password; unpack it first.');
    if (member.method !== 0 && member.method !== 8)
      throw new UnpackError(
        `was packed in a way that is not read here (method ${String(member.method)}); unpack it first.`,
      );
    const crc = (await createCRC32()).init();
    let length = 0;
    let out: Uint8Array<ArrayBuffer>[] = [];
    const take = (data: Uint8Array) => {
      length += data.length;
      if (length > member.bytes)
        throw new UnpackError('is damaged: it holds more than the list of files says.');
      took(data.length);
      crc.update(data);
      if (data.length > 0) out.push(data as Uint8Array<ArrayBuffer>);
    };
    const inflate = member.method === 8 ? new Inflate(take) : null;
    for await (const piece of packed) {
      if (inflate) push(inflate, piece, false);
      else take(piece);
      yield* out;
      out = [];
    }
    if (inflate) push(inflate, new Uint8Array(0), true);
    yield* out;
    if (length !== member.bytes) throw new UnpackError('is cut off: its end is missing.');
    if (Number.parseInt(crc.digest('hex'), 16) !== member.crc)
      throw new UnpackError('is damaged: its check sum is another.');
  };
}

function push(inflate: Inflate, piece: Uint8Array, final: boolean): void {
  try {
    inflate.push(piece, final);
  } catch (thrown) {
    if (thrown instanceof UnpackError) throw thrown;
    const reason = reasonOf(thrown);
    throw new UnpackError(
      reason === 'unexpected EOF' ? 'is cut off: its end is missing.' : `is damaged: ${reason}.`,
    );
  }
}
