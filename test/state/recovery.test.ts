import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createNodeClusterer } from '../../src/cluster/node.ts';
import { toDatabaseError } from '../../src/duckdb/errors.ts';
import { openNodeDatabase } from '../../src/duckdb/node.ts';
import type { Database, DatabaseError } from '../../src/engine/ports.ts';
import { createNodeReader } from '../../src/readers/node.ts';
import { writeParquet } from '../../src/readers/parquet/write.ts';
import type { Engine } from '../../src/state/ports.ts';
import { createWorkbench, type Workbench } from '../../src/state/workbench.ts';
import { file, log, recipe } from './workbench.ts';

interface Mortal extends Engine {
  /** Ends the engine: what is under way and what comes after it rejects. */
  kill(reason: DatabaseError): void;
}

const TRAP = toDatabaseError(new Error('unreachable'));

/** A real engine that can be lost as one in a worker is. */
async function mortalEngine(dieAt: (statement: string) => DatabaseError | null): Promise<Mortal> {
  const database = await openNodeDatabase();
  let dead: DatabaseError | null = null;
  let tell: (reason: DatabaseError) => void = () => undefined;
  const lost = new Promise<DatabaseError>((resolve) => {
    tell = resolve;
  });
  const kill = (reason: DatabaseError): void => {
    dead = reason;
    tell(reason);
  };
  const mortal = new Proxy(database, {
    get: (real, name: keyof Database) => {
      const method = real[name];
      return (...args: unknown[]): unknown => {
        const death = dead ?? dieAt(name);
        if (!death) return Reflect.apply(method, real, args);
        if (!dead) kill(death);
        return name === 'memoryBytes' ? 0 : Promise.reject(death);
      };
    },
  });
  const clusterer = createNodeClusterer();
  return {
    database: mortal,
    clusterer,
    explorer: clusterer,
    reader: createNodeReader(mortal),
    lost,
    kill,
  };
}

let engines: Mortal[] = [];
let dieAt: (statement: string) => DatabaseError | null = () => null;
let workbench: Workbench;
let dispose: () => void = () => undefined;

beforeEach(() => {
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('history', { pushState: () => undefined });
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  engines = [];
  dieAt = () => null;
  let current: Promise<Mortal> | null = null;
  const boot = async (): Promise<Mortal> => {
    const made = await mortalEngine((name) => dieAt(name));
    engines.push(made);
    void made.lost.then(() => {
      current = null;
    });
    return made;
  };
  [workbench, dispose] = createRoot((end) => [
    createWorkbench(
      {
        engine: () => (current ??= boot()),
        memory: () => ({ used: 0, limit: 1 }),
        simulate: () => Promise.reject(new Error('Nothing is simulated here.')),
        writeParquet,
        versions: {},
      },
      recipe,
    ),
    end,
  ]);
});

afterEach(() => {
  dispose();
  vi.unstubAllGlobals();
});

const rowsOf = (): number[] =>
  workbench.tables.list().map(({ loaded }) => loaded?.files[0]?.rows ?? -1);

test('an engine that dies while nothing runs: said, kept, and loaded again by Run', async () => {
  await workbench.openFiles([file('a.csv', log(50))]);
  await workbench.openFiles([file('other.csv', 'x,y\n1,2\n')]);
  workbench.tables.rename(workbench.tables.list()[0]!.id, 'My clicks');
  const before = workbench.result();
  engines[0]!.kill(TRAP);
  await vi.waitFor(() => expect(workbench.failure()?.engineLost).toBe(true));
  expect(workbench.failure()).toMatchObject({ title: 'The engine stopped' });
  expect(workbench.result()).toBe(before);
  expect(workbench.rowsGone()).toBe(true);
  expect(workbench.resultDatabase()).toBeNull();
  expect(workbench.stale()).toBe(true);
  expect(workbench.stepState('events')).toBe('stale');

  await workbench.run();
  expect(workbench.failure()).toBeNull();
  expect(engines).toHaveLength(2);
  expect(workbench.rowsGone()).toBe(false);
  expect(workbench.result()?.id).toBe(before?.id);
  expect(workbench.result()?.steps.map(({ reused }) => reused)).toEqual([false, false]);
  expect(workbench.database()).toBe(engines[1]!.database);
  expect(workbench.tables.list().map(({ name }) => name)).toEqual(['My clicks', 'other.csv']);
  expect(rowsOf()).toEqual([50, 1]);
  expect(
    workbench.tables.list().every(({ loaded }) => loaded && workbench.tables.holds(loaded)),
  ).toBe(true);
});

test('a run at which the memory ends keeps the last result and names the step', async () => {
  await workbench.openFiles([file('a.csv', log(50))]);
  const full = toDatabaseError(new Error('Out of Memory Error: failed to allocate 4 MB'));
  engines[0]!.kill(TRAP);
  await workbench.loadAgain();
  const last = workbench.result();
  // The first statement after the load belongs to the first step.
  const [table] = workbench.tables.list();
  await workbench.tables.reread(table!.id, { files: [file('a.csv', log(60))] });
  expect(workbench.result()).not.toBe(last);
  const kept = workbench.result();
  dieAt = (name) => (name === 'run' && workbench.activity()?.step ? full : null);
  await workbench.tables.reread(table!.id, { files: [file('a.csv', log(70))] });
  expect(workbench.failure()).toMatchObject({
    title: 'The memory was used up',
    engineLost: true,
    step: 'events',
  });
  expect(workbench.result()).toBe(kept);
  dieAt = () => null;
  await workbench.loadAgain();
  expect(workbench.failure()).toBeNull();
  expect(rowsOf()).toEqual([70]);
  expect(workbench.result()?.inputs[0]?.files[0]?.rows).toBe(70);
});

test('a file at which the memory ends is left out by Load again, and the others are here', async () => {
  await workbench.openFiles([file('a.csv', log(50))]);
  const full = toDatabaseError(new Error('bad_alloc'));
  dieAt = (name) => (name === 'upload' ? full : null);
  await workbench.openFiles([file('big.csv', 'x,y\n1,2\n')]);
  expect(workbench.failure()).toMatchObject({ title: 'The memory was used up' });
  expect(workbench.failure()?.message).toContain('big.csv');
  dieAt = () => null;
  await workbench.loadAgain();
  expect(rowsOf()).toEqual([50, -1]);
  expect(workbench.rowsGone()).toBe(false);
  await workbench.tables.reread(workbench.tables.list()[1]!.id, {});
  expect(rowsOf()).toEqual([50, 1]);
});

test('a joined table is made again of its files, plays on, and says which of them is closed; opening others forgets the lost result', async () => {
  await workbench.openFiles([file('a.csv', log(50))]);
  await workbench.openFiles([file('b.csv', 'ip,owner\n10.0.0.1,us\n')]);
  const [left, right] = workbench.tables.list();
  await workbench.tables.join({
    leftId: left!.id,
    rightId: right!.id,
    spec: { on: [{ left: 'ip', right: 'ip' }], columns: { owner: 'owner' } },
    name: 'both',
    input: 'events',
  });
  const { id } = workbench.result()!;
  engines[0]!.kill(TRAP);
  await vi.waitFor(() => expect(workbench.rowsGone()).toBe(true));
  await workbench.run();
  expect(workbench.failure()).toBeNull();
  expect(workbench.result()).toMatchObject({ id, recipe: { inputs: { b: { owner: 'text' } } } });
  expect(workbench.tables.list()[2]).toMatchObject({ joined: { rows: 50, facts: { matched: 7 } } });
  engines[1]!.kill(TRAP);
  await vi.waitFor(() => expect(workbench.rowsGone()).toBe(true));
  await workbench.tables.remove(right!.id);
  await workbench.run();
  expect(workbench.failure()?.message).toContain(
    'It is joined from b.csv, which is closed: open b.csv again',
  );
  expect(workbench.rowsGone()).toBe(true);
  workbench.close();
  await workbench.openFiles([file('c.csv', 'x,y\n1,2\n')]);
  expect(workbench.result()).toBeNull();
  expect(rowsOf()).toEqual([1]);
});

test.each([
  ['unreachable', 'broken', true],
  ['RuntimeError: memory access out of bounds', 'broken', true],
  ['FATAL Error: Failed: database has been invalidated', 'broken', true],
  ['Out of Memory Error: failed to allocate', 'out-of-memory', true],
  ["Conversion Error: Could not convert string 'out of memory' to INT32", 'failed', false],
  ["Conversion Error: Could not convert string 'unreachable' to INT32", 'failed', false],
  ['Catalog Error: Table with name x does not exist!', 'failed', false],
])('what the engine says decides whether it can go on: %s', (words, code, engineLost) => {
  expect(toDatabaseError(new Error(words))).toMatchObject({ code, engineLost });
});
