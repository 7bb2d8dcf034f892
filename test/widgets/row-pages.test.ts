import { describe, expect, it, vi } from 'vitest';
import type { Row } from '../../src/widgets/cell.ts';
import { arrayRows, makeRowPages } from '../../src/widgets/row-pages.ts';

const COUNT = 1000;
const reader = () =>
  vi.fn((offset: number, count: number): Promise<readonly Row[]> =>
    Promise.resolve(
      Array.from({ length: Math.min(count, COUNT - offset) }, (_, i) => [offset + i]),
    ),
  );
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('makeRowPages', () => {
  it('reads each page once and gives its rows', async () => {
    const read = reader();
    const arrived: number[] = [];
    const pages = makeRowPages(read, { pageSize: 100, onArrive: (page) => arrived.push(page) });
    expect(pages.getRow(150)).toBeUndefined();
    pages.ensure(90, 210);
    pages.ensure(100, 120);
    await settle();
    expect(read.mock.calls).toEqual([
      [0, 100],
      [100, 100],
      [200, 100],
    ]);
    expect(arrived).toEqual([0, 1, 2]);
    expect(pages.getRow(150)).toEqual([150]);
    pages.ensure(0, 299);
    expect(read).toHaveBeenCalledTimes(3);
  });

  it('drops the page used longest ago', async () => {
    const pages = makeRowPages(reader(), { pageSize: 10, keep: 2 });
    pages.ensure(0, 9);
    await settle();
    pages.ensure(10, 19);
    await settle();
    pages.ensure(0, 9);
    pages.ensure(20, 29);
    await settle();
    expect(pages.getRow(0)).toEqual([0]);
    expect(pages.getRow(10)).toBeUndefined();
    expect(pages.getRow(25)).toEqual([25]);
  });

  it('reads scattered rows for copying, in their order', async () => {
    const pages = makeRowPages(reader(), { pageSize: 100, keep: 2 });
    expect(await pages.readRows([5, 999, 250, 1500])).toEqual([[5], [999], [250]]);
  });

  it('forgets rows of before, also those on their way', async () => {
    let table = 'old';
    const pages = makeRowPages((offset) => Promise.resolve([[`${table} ${offset}`]]), {
      pageSize: 1,
    });
    pages.ensure(0, 0);
    pages.clear();
    await settle();
    expect(pages.getRow(0)).toBeUndefined();
    table = 'new';
    pages.ensure(0, 0);
    await settle();
    expect(pages.getRow(0)).toEqual(['new 0']);
  });

  it('reports a page that could not be read, and tries again when asked', async () => {
    let broken = true;
    const onError = vi.fn();
    const read = (): Promise<readonly Row[]> =>
      broken ? Promise.reject(new Error('gone')) : Promise.resolve([['x']]);
    const pages = makeRowPages(read, { pageSize: 1, onError });
    pages.ensure(0, 0);
    await settle();
    expect(onError).toHaveBeenCalledWith(new Error('gone'), 0);
    broken = false;
    pages.ensure(0, 0);
    await settle();
    expect(pages.getRow(0)).toEqual(['x']);
  });
});

describe('arrayRows', () => {
  it('keeps rows whole', async () => {
    const rows = arrayRows([
      [1, 'a'],
      [2, null],
    ]);
    expect(rows.rowCount).toBe(2);
    expect(await rows.readRows?.([1, 7])).toEqual([[2, null]]);
  });
});
