import { createSignal, type Accessor } from 'solid-js';
import { makeRowPages, type PageOptions, type ReadPage, type RowProvider } from './row-pages.ts';

/** A provider whose rows come in pages, and what to do when the table behind it changes. */
export interface PagedRows extends RowProvider {
  /** Forgets all pages: they are read again when they are looked at. */
  clear(): void;
}

/**
 * Rows from a database in pages.
 * @param rowCount  how many there are; follows the signal.
 * @param read      reads rows `offset … offset + count − 1` of the current table and order.
 */
export function createRowPages(
  rowCount: Accessor<number>,
  read: ReadPage,
  options: PageOptions = {},
): PagedRows {
  const [arrivals, setArrivals] = createSignal(0);
  const pages = makeRowPages(read, {
    ...options,
    onArrive: (page) => {
      setArrivals((count) => count + 1);
      options.onArrive?.(page);
    },
  });
  return {
    get rowCount() {
      return rowCount();
    },
    getRow(index) {
      arrivals();
      return pages.getRow(index);
    },
    ensure: (first, last) => pages.ensure(first, last),
    readRows: (indices) => pages.readRows(indices),
    clear() {
      pages.clear();
      setArrivals((count) => count + 1);
    },
  };
}
