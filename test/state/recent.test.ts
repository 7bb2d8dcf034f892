import { expect, test } from 'vitest';
import {
  createRecent,
  type FileHandle,
  type RecentFile,
  type RecentPort,
} from '../../src/state/recent.ts';

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
        : Promise.resolve(new File(['x'], path)),
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
  await recent.tellRows('a.csv', 3);
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
  await recent.tellRows('a.csv', 42);
  await recent.note([handleOf('/one/a.csv')]);
  expect(recent.list().map(({ at, rows }) => [at, rows])).toStrictEqual([
    [3, null],
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
