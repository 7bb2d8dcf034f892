import { createCRC32 } from 'hash-wasm';
import { integer, isStruct } from './footer.ts';
import { readStruct, type ThriftStruct } from './thrift.ts';

/** A page larger than this, unpacked, would not fit beside the rest. */
export const LARGEST_PAGE = 1 << 29;

/** Checks the bytes of a column chunk of so many values page by page. @returns what is wrong with it, or null. */
export type PageCheck = (chunk: Uint8Array, values: number) => PageFault | null;

export interface PageFault {
  readonly code: 'unreadable' | 'too-large';
  readonly what: string;
}

function damage(what: string): PageFault {
  return { code: 'unreadable', what };
}

/** Makes a check of sizes and, where the file has them, of checksums (parquet.thrift, PageHeader). */
export async function makePageCheck(): Promise<PageCheck> {
  const crc = await createCRC32();
  return (chunk, values) => {
    let at = 0;
    for (let seen = 0; seen < values;) {
      if (at >= chunk.length) return damage('a page is missing');
      const { struct: header, end } = readStruct(chunk, at);
      const bytes = integer(header, 3);
      if (bytes < 0 || end + bytes > chunk.length) return damage('a page breaks off');
      if (integer(header, 2) > LARGEST_PAGE) {
        const megabytes = String(Math.round(integer(header, 2) / 2 ** 20));
        const what = `a page takes ${megabytes} MB unpacked, more than can be held here`;
        return { code: 'too-large', what };
      }
      if (header.has(4)) {
        const found = crc
          .init()
          .update(chunk.subarray(end, end + bytes))
          .digest('hex');
        if (Number.parseInt(found, 16) !== integer(header, 4) >>> 0)
          return damage('the checksum of a page does not fit its bytes');
      }
      at = end + bytes;
      seen += valuesOf(header);
    }
    return null;
  };
}

/** Values of a data page of either version; none of a dictionary. */
function valuesOf(header: ThriftStruct): number {
  const data = header.get(5)?.value ?? header.get(8)?.value;
  return isStruct(data) ? Math.max(integer(data, 1), 0) : 0;
}
