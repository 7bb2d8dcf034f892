import type { Bytes } from './samples.ts';

/** Kinds of b-tree pages (sqlite.org/fileformat.html, 1.6). */
const INTERIOR_INDEX = 2;
const INTERIOR_TABLE = 5;
const LEAF_INDEX = 10;
const LEAF_TABLE = 13;
/** The file's own header stands before the first page's. */
const FILE_HEADER = 100;

interface Page {
  readonly kind: number;
  /** Positions of its cells in the file. */
  readonly cells: readonly number[];
  /** The rightmost page below it; 0 for a leaf. */
  readonly last: number;
}

/**
 * Rows of a table in an SQLite file: the cells of the pages of its b-tree, and no value. Null where the file has no such table
 * (a view). Throws RangeError where the bytes are no such file.
 */
export function countSqlite(bytes: Bytes, table: string): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const given = view.getUint16(16);
  const pageBytes = given === 1 ? 65_536 : given;

  function pageAt(number: number): Page {
    const start = (number - 1) * pageBytes;
    const head = start + (number === 1 ? FILE_HEADER : 0);
    const kind = view.getUint8(head);
    const isInterior = kind === INTERIOR_INDEX || kind === INTERIOR_TABLE;
    if (!isInterior && kind !== LEAF_INDEX && kind !== LEAF_TABLE)
      throw new RangeError('a page of no kind');
    const pointers = head + (isInterior ? 12 : 8);
    const cells = Array.from(
      { length: view.getUint16(head + 3) },
      (_, i) => start + view.getUint16(pointers + 2 * i),
    );
    return { kind, cells, last: isInterior ? view.getUint32(head + 8) : 0 };
  }

  /** The pages of a b-tree, each once. */
  function* pagesOf(root: number): Generator<Page, void> {
    const seen = new Set<number>();
    for (const open = [root]; open.length > 0;) {
      const number = open.pop() ?? 0;
      if (seen.has(number)) throw new RangeError('a page hangs in a tree twice');
      seen.add(number);
      const page = pageAt(number);
      yield page;
      if (page.last > 0) open.push(page.last, ...page.cells.map((at) => view.getUint32(at)));
    }
  }

  for (const { kind, cells } of pagesOf(1))
    for (const cell of kind === LEAF_TABLE ? cells : []) {
      const { type, name, root } = schemaRow(view, cell);
      if (type !== 'table' || name !== table) continue;
      let rows = 0;
      for (const page of pagesOf(root)) if (page.kind !== INTERIOR_TABLE) rows += page.cells.length;
      return rows;
    }
  return null;
}

/** A row of sqlite_schema: type, name, tbl_name, rootpage, sql. */
function schemaRow(view: DataView, cell: number): { type: string; name: string; root: number } {
  let at = cell;
  const varint = (): number => {
    let value = 0;
    for (let i = 0; i < 8; i += 1) {
      const byte = view.getUint8(at);
      at += 1;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
    at += 1;
    return value * 256 + view.getUint8(at - 1);
  };
  varint();
  varint();
  const header = at;
  const values = header + varint();
  const kinds: number[] = [];
  while (at < values) kinds.push(varint());
  at = values;
  const [type, name, , root] = kinds.map((kind) => {
    const length = kind > 11 ? Math.floor((kind - 12) / 2) : ([0, 1, 2, 3, 4, 6, 8, 8][kind] ?? 0);
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
    at += length;
    if (kind > 11) return new TextDecoder().decode(bytes);
    return kind === 9 ? 1 : bytes.reduce((value, byte) => value * 256 + byte, 0);
  });
  return { type: String(type), name: String(name), root: Number(root) };
}
