import type { Row } from './cell.ts';

/** Rows by their position, some of which may not be here yet. Reading inside an effect follows arrivals. */
export interface RowProvider {
  readonly rowCount: number;
  getRow(index: number): Row | undefined;
  /** Asks for rows first … last; they arrive later. */
  ensure?(first: number, last: number): void;
  /** Reads rows wherever they are, for copying. Without it, only rows that are here are copied. */
  readRows?(indices: readonly number[]): Promise<readonly Row[]>;
}

/** A provider over rows that are all here. */
export function arrayRows(rows: readonly Row[]): RowProvider {
  return {
    rowCount: rows.length,
    getRow: (index) => rows[index],
    readRows: (indices) =>
      Promise.resolve(indices.map((index) => rows[index]).filter((row) => row !== undefined)),
  };
}

/** Reads `count` rows from `offset` on. */
export type ReadPage = (offset: number, count: number) => Promise<readonly Row[]>;

export interface PageOptions {
  pageSize?: number;
  /** Pages kept; the one used longest ago goes first. */
  keep?: number;
  onArrive?: (page: number) => void;
  onError?: (error: unknown, page: number) => void;
}

/** Pages of rows, read once each, the oldest dropped. No reactivity: `createRowPages` adds it. */
export interface RowPages {
  getRow(index: number): Row | undefined;
  ensure(first: number, last: number): void;
  readRows(indices: readonly number[]): Promise<readonly Row[]>;
  clear(): void;
}

/** Makes pages over a reader. */
export function makeRowPages(read: ReadPage, options: PageOptions = {}): RowPages {
  const pageSize = options.pageSize ?? 200;
  const limit = Math.max(2, options.keep ?? 40);
  const pages = new Map<number, readonly Row[]>();
  const waiting = new Map<number, Promise<readonly Row[]>>();
  let era = 0;
  const pageOf = (index: number): number => Math.floor(index / pageSize);

  const store = (page: number, rows: readonly Row[]): void => {
    pages.set(page, rows);
    for (const oldest of pages.keys()) {
      if (pages.size <= limit) break;
      pages.delete(oldest);
    }
    options.onArrive?.(page);
  };
  const load = (page: number): Promise<readonly Row[]> => {
    const here = pages.get(page);
    if (here) return Promise.resolve(here);
    const asked = waiting.get(page);
    if (asked) return asked;
    const born = era;
    const reading = read(page * pageSize, pageSize).then(
      (rows) => {
        if (born !== era) return rows;
        waiting.delete(page);
        store(page, rows);
        return rows;
      },
      (error: unknown) => {
        if (born === era) waiting.delete(page);
        throw error;
      },
    );
    waiting.set(page, reading);
    return reading;
  };

  return {
    getRow: (index) => pages.get(pageOf(index))?.[index % pageSize],
    ensure(first, last) {
      for (let page = pageOf(Math.max(0, first)); page <= pageOf(last); page++) {
        const here = pages.get(page);
        if (here) {
          pages.delete(page);
          pages.set(page, here);
        } else if (!waiting.has(page)) {
          load(page).catch((error: unknown) => options.onError?.(error, page));
        }
      }
    },
    async readRows(indices) {
      const found: Row[] = [];
      for (const index of indices) {
        const row = (await load(pageOf(index)))[index % pageSize];
        if (row) found.push(row);
      }
      return found;
    },
    clear() {
      era++;
      pages.clear();
      waiting.clear();
    },
  };
}
