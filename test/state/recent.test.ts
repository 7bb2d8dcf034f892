import { afterEach, expect, test } from 'vitest';
import type { OpenTable } from '../../src/state/open-table.ts';
import {
  createRecent,
  type FileHandle,
  type RecentFile,
  type RecentPort,
} from '../../src/state/recent.ts';
import { rowsOfFiles } from '../../src/state/rows-of-files.ts';

/** Files of the computer, by their paths; others hold an x. */
const DISK = new Map<string, File>();
const fileOf = (path: string, text: string, lastModified: number): File =>
  new File([text], path.split('/').at(-1), { lastModified });
const A = { name: 'a.csv', size: 1, lastModified: 0 };

afterEach(() => {
  DISK.clear();
});

function handleOf(
  path: string,
  permission: PermissionState = 'granted',
  refusal: string | null = null,
): FileHandle & { readonly path: string } {
  return {
    path,
    name: path.split('/').at(-1),
    getFile: () =>
      refusal
        ? Promise.reject(new DOMException('No.', refusal))
        : Promise.resolve(DISK.get(path) ?? fileOf(path, 'x', 0)),
    isSameEntry: (other) => Promise.resolve('path' in other && other.path === path),
    queryPermission: () => Promise.resolve('prompt'),
    requestPermission: () => Promise.resolve(permission),
  };
}

function portOf(picked: readonly FileHandle[], remembers: boolean) {
  const port: RecentPort & { stored: readonly RecentFile[] | null; on: boolean } = {
    stored: null,
    on: remembers,
    pick: () => Promise.resolve(picked),
    read: () => Promise.resolve(port.stored ?? []),
    write: (files) => {
      port.stored = files;
      return Promise.resolve();
    },
    remembers: () => port.on,
    setRemembers: (remember) => {
      port.on = remember;
    },
  };
  return port;
}

test('nothing is stored until a person wants it, and turning it off forgets all', async () => {
  const port = portOf([handleOf('/logs/a.csv')], false);
  const recent = createRecent(port, () => 7);
  expect(recent.remembers()).toBe(false);
  expect(await recent.pick(true)).toHaveLength(1);
  await recent.note([handleOf('/b.csv')]);
  await recent.tellRows(A, 3);
  expect(port.stored).toBeNull();
  await recent.setRemembers(true);
  await recent.pick(true);
  expect(port.stored).toMatchObject([{ name: 'a.csv', at: 7, rows: null }]);
  await recent.setRemembers(false);
  expect(port.stored).toStrictEqual([]);
  expect(port.on).toBe(false);
});

test('a file is listed once, the last opened first, with the rows that it gave; at most twelve', async () => {
  const port = portOf([], true);
  let now = 0;
  const recent = createRecent(port, () => ++now);
  await recent.note([handleOf('/one/a.csv'), handleOf('/two/a.csv')]);
  expect(recent.list()).toHaveLength(2);
  await recent.tellRows(A, 42);
  await recent.note([handleOf('/one/a.csv')]);
  expect(recent.list().map(({ at, rows }) => [at, rows])).toStrictEqual([
    [3, 42],
    [2, 42],
  ]);
  await recent.note(Array.from({ length: 20 }, (_, i) => handleOf(`/${String(i)}.csv`)));
  expect(port.stored?.map(({ name }) => name).slice(0, 2)).toStrictEqual(['19.csv', '18.csv']);
  expect(port.stored).toHaveLength(12);
  await recent.forget(recent.list()[0]!);
  expect(port.stored?.[0]?.name).toBe('18.csv');
  await recent.forgetAll();
  expect(port.stored).toStrictEqual([]);
});

test('a file opens again with permission only; one that is gone says so and stays listed', async () => {
  const port = portOf([], true);
  const recent = createRecent(port, () => 1);
  await recent.note([
    handleOf('/a.csv'),
    handleOf('/b.csv', 'denied'),
    handleOf('/c.csv', 'granted', 'NotFoundError'),
    handleOf('/d.csv', 'granted', 'NotReadableError'),
  ]);
  const open = (name: string) => recent.reopen(recent.list().find((file) => file.name === name)!);
  expect(await open('a.csv')).toBeInstanceOf(File);
  expect(await open('b.csv')).toBe('The browser was not allowed to read b.csv.');
  expect(await open('c.csv')).toContain('c.csv is not where it was');
  expect(await open('d.csv')).toBe('The browser could not open d.csv. Choose it again.');
  expect(recent.list()).toHaveLength(4);
});

test('a browser that refuses its file dialog is told of in words', async () => {
  const port = {
    ...portOf([], true),
    pick: () => Promise.reject(new DOMException('No.', 'SecurityError')),
  };
  expect(await createRecent(port).pick(true)).toContain('did not give these files');
});

test('rows are told of what gave them only: not of another file of that name, nor of the same one changed since', async () => {
  const port = portOf([], true);
  DISK.set('/old/a.csv', fileOf('/old/a.csv', 'older', 1));
  DISK.set('/new/a.csv', fileOf('/new/a.csv', 'newer', 2));
  const recent = createRecent(port, () => 1);
  const rows = (): (number | null)[] => recent.list().map((file) => file.rows);
  await recent.note([handleOf('/new/a.csv'), handleOf('/old/a.csv'), handleOf('/b.csv')]);
  await recent.tellRows({ name: 'a.csv', size: 5, lastModified: 1 }, 10);
  expect(recent.list().map(({ name }) => name)).toStrictEqual(['b.csv', 'a.csv', 'a.csv']);
  expect(rows()).toStrictEqual([null, 10, null]);
  await recent.tellRows({ name: 'a.csv', size: 5, lastModified: 2 }, 20);
  expect(rows()).toStrictEqual([null, 10, 20]);
  // Opened again as it was, and changed.
  await recent.note([handleOf('/old/a.csv')]);
  expect(rows()).toStrictEqual([10, null, 20]);
  DISK.set('/old/a.csv', fileOf('/old/a.csv', 'other', 3));
  await recent.note([handleOf('/old/a.csv')]);
  expect(rows()).toStrictEqual([null, null, 20]);
  await recent.tellRows({ name: 'a.csv', size: 5, lastModified: 1 }, 10);
  expect(rows()).toStrictEqual([null, null, 20]);
  // What may not be looked at is not told of, and stays.
  DISK.delete('/new/a.csv');
  await recent.tellRows({ name: 'a.csv', size: 5, lastModified: 2 }, 21);
  expect(port.stored?.map((file) => file.rows)).toStrictEqual([null, null, 20]);
});

test('rows that were stored before their content was are not shown', async () => {
  const port = portOf([], true);
  port.stored = [{ handle: handleOf('/a.csv'), name: 'a.csv', at: 1, rows: 7 }];
  const recent = createRecent(port);
  await recent.note([]);
  expect(recent.list()).toMatchObject([{ name: 'a.csv', rows: null }]);
});

test('what is noted, told and forgotten at once is all heard', async () => {
  const port = portOf([], true);
  const recent = createRecent(port, () => 1);
  await Promise.all([
    recent.note([handleOf('/a.csv'), handleOf('/b.csv')]),
    recent.tellRows(A, 3),
    recent.note([handleOf('/c.csv')]),
    recent.tellRows({ ...A, name: 'c.csv' }, 4),
  ]);
  expect(recent.list().map(({ name, rows }) => [name, rows])).toStrictEqual([
    ['c.csv', 4],
    ['b.csv', null],
    ['a.csv', 3],
  ]);
  await Promise.all([recent.note([handleOf('/d.csv')]), recent.forget(recent.list()[0]!)]);
  expect(port.stored?.map(({ name }) => name)).toStrictEqual(['d.csv', 'b.csv', 'a.csv']);
});

test('a file that holds several tables gave the rows of all that are open; one that is open twice gave them once', () => {
  const [logs, other] = [fileOf('/logs.db', 'x', 0), fileOf('/a.csv', 'x', 0)];
  const table = (files: readonly (readonly [Blob, string, number])[]): OpenTable => {
    const source = {
      files: files.map(([blob, of]) => ({ name: 'x', blob, table: of })),
      reading: {},
      mapping: {},
    };
    const records = files.map(([, , rows]) => ({
      name: 'x',
      bytes: 1,
      sha256: '',
      rows,
      rejected: 0,
    }));
    return {
      ...source,
      id: 'x',
      name: 'x',
      columns: [],
      loaded: { name: 'x', relation: 'x', schema: [], files: records, rejects: [], warnings: [] },
      loadedAs: { ...source, types: null },
      lacks: null,
      failed: null,
      joined: null,
    };
  };
  const [first, second] = [
    table([[logs, 'a', 3]]),
    table([
      [logs, 'b', 4],
      [other, '', 5],
      [new Blob(), '', 6],
    ]),
  ];
  expect([...rowsOfFiles([first, second, first])]).toStrictEqual([
    [logs, 7],
    [other, 5],
  ]);
  expect([...rowsOfFiles([{ ...first, loadedAs: null }])]).toStrictEqual([]);
});
