import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { inRoot } from '../../../scripts/paths.mjs';
import { makeConsumer } from './consumer';

const PROGRAM = `
import { ClusterError, createClusterer, createPoints, dbscan } from 'spoor/cluster';
const params = { dims: 1, eps: 1, minPts: 2 };
const three = () => Float64Array.of(0, 1, 9);
const seen = { sync: dbscan(three(), params).clusters };
try {
  dbscan(Float64Array.of(0, NaN), params);
} catch (error) {
  seen.error = [error instanceof ClusterError, error.code, error.row, error.column];
}
const clusterer = createClusterer();
const outcome = await clusterer.dbscan(three(), params);
const created = () => { const points = createPoints(3, 1); points.set(three()); return points; };
const unmoved = await clusterer.dbscan(created(), params);
seen.created = [dbscan(created(), params).clusters, !unmoved.ok && unmoved.problem.code];
seen.worker = outcome.ok && outcome.result.clusters;
const refused = await clusterer.run('dbscan', three(), { ...params, eps: -1 });
seen.problem = !refused.ok && refused.problem.code;
const hard = () => Float64Array.from({ length: 200_000 * 16 }, (_, i) => Math.sin(i * i));
const control = new AbortController();
let reports = 0;
const run = clusterer.dbscan(hard(), { dims: 16, eps: 0.9, minPts: 20 }, {
  signal: control.signal,
  onProgress: () => { if (++reports === 1) control.abort(); },
});
seen.aborted = await run.then(() => 'finished', (error) => error.name);
const held = clusterer.hold(three());
const again = [await held.run('dbscan', params), await held.run('dbscan', { ...params, eps: 8 })];
seen.held = again.map((one) => one.ok && one.result.noiseCount);
process.stdout.write(JSON.stringify(seen, (_, value) => ArrayBuffer.isView(value) ? [...value] : value));
`;

const ONE_RUN = `
import { createClusterer } from 'spoor/cluster';
const clusterer = createClusterer();
process.stdout.write(String((await clusterer.pca(Float64Array.of(0, 1), { dims: 1 })).ok));
`;

const HELD = `
import { createClusterer } from 'spoor/cluster';
const clusterer = createClusterer();
const shared = new Float64Array(new SharedArrayBuffer(16));
const held = clusterer.hold(Float64Array.of(0, 1));
const outcomes = [
  await held.run('pca', { dims: 1, report() {} }),
  await held.run('pca', { dims: 1 }),
  await held.run('nothing', { dims: 1 }),
  await clusterer.hold(shared).run('pca', { dims: 1 }),
  await clusterer.hold(undefined).run('pca', { dims: 1 }),
  await clusterer.pca(undefined, { dims: 1 }),
  await clusterer.dbscan(new Float64Array(9e6 * 64), { dims: 64, eps: 1, minPts: 2 }),
  ...(await Promise.all(Array.from({ length: 20 }, () => clusterer.pca(Float64Array.of(0), { dims: 1 })))),
];
process.stdout.write(JSON.stringify(outcomes.map((one) => one.ok || one.problem.code)));
`;

const TYPED = `
import { createClusterer, dbscan, type ClusterProblem, type DbscanResult, type Outcome } from 'spoor/cluster';
const points = new Float64Array(3);
export const result: DbscanResult = dbscan(points, { dims: 1, eps: 1, minPts: 2 });
export const outcome: Promise<Outcome<DbscanResult>> = createClusterer().dbscan(points, { dims: 1, eps: 1, minPts: 2 });
export const code: ClusterProblem['code'] = 'eps-not-positive';
// @ts-expect-error eps is missing
dbscan(points, { dims: 1, minPts: 2 });
`;

let folder = '';
beforeAll(async () => {
  folder = await makeConsumer({
    'program.mjs': PROGRAM,
    'one.mjs': ONE_RUN,
    'held.mjs': HELD,
    'typed.ts': TYPED,
  });
});

function node(...args: string[]) {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: 50_000 });
}

test('works in Node without anything else, at once and in a worker, and the process ends by itself', () => {
  const { stdout, stderr, status } = node('program.mjs');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    sync: [0, 0, -1],
    error: [true, 'not-finite', 1, 0],
    worker: [0, 0, -1],
    created: [[0, 0, -1], 'params-invalid'],
    problem: 'eps-not-positive',
    aborted: 'AbortError',
    held: [1, 0],
  });
});

test('one run does not keep the process alive', () => {
  const { stdout, signal } = spawnSync(process.execPath, ['one.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect([stdout, signal]).toEqual(['true', null]);
});

test('what cannot be handed over is a problem; held points stay; many runs at once warn of nothing', () => {
  const { stdout, stderr, status } = node('held.mjs');
  expect([stderr, status]).toEqual(['', 0]);
  const wrong = 'params-invalid';
  expect(JSON.parse(stdout)).toEqual([
    ...[wrong, true, wrong, wrong, wrong, wrong, 'too-large'],
    ...new Array<boolean>(20).fill(true),
  ]);
});

test('carries the licences of itself and of what it contains', () => {
  const built = join(folder, 'node_modules', 'spoor', 'dist-lib');
  expect(readFileSync(join(built, 'LICENSE'), 'utf8')).toContain('MIT');
  expect(readFileSync(join(built, 'THIRD-PARTY-LICENSES'), 'utf8')).toMatch(
    /comlink[^]*Apache License/,
  );
});

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])('has typings for %s', (module, resolution) => {
  const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const flags = ['--noEmit', '--strict', '--ignoreConfig', '--target', 'es2022'];
  const { stdout } = node(
    ...[tsc, ...flags, '--lib', 'es2022,dom', '--module', module],
    ...['--moduleResolution', resolution, 'typed.ts'],
  );
  expect(stdout).toBe('');
});

test('imports nothing but itself and, in Node, what Node has', () => {
  const built = join(folder, 'node_modules', 'spoor', 'dist-lib');
  const imports = readdirSync(built)
    .filter((name) => name.endsWith('.js'))
    .flatMap(
      (name) => readFileSync(join(built, name), 'utf8').match(/^import.*from "(.*)";/gm) ?? [],
    )
    .map((line) => line.replace(/.*from "(.*)";/, '$1'));
  expect(imports.length).toBeGreaterThan(2);
  expect(imports.filter((name) => !name.startsWith('./'))).toEqual(
    imports.filter((name) => name === 'node:worker_threads'),
  );
});
