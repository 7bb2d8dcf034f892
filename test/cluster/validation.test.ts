import { expect, test } from 'vitest';
import type { DbscanParams } from '../../src/cluster/contract';
import { dbscan } from '../../src/cluster/dbscan/dbscan';
import { problemOf } from '../../src/cluster/errors';
import { estimateBytes, findProblem } from '../../src/cluster/dbscan/validate';
import { MEMORY_LIMIT_BYTES } from '../../src/cluster/points';
import './loaded';
import { thrownBy } from './thrown';

const good: DbscanParams = { dims: 2, eps: 1, minPts: 2 };
const points = Float64Array.of(0, 0, 1, 0, 9, 9);

test.each<[string, Partial<DbscanParams>]>([
  ['eps-not-positive', { eps: 0 }],
  ['eps-not-positive', { eps: -1 }],
  ['eps-not-positive', { eps: NaN }],
  ['eps-not-positive', { eps: Infinity }],
  ['minpts-invalid', { minPts: 0 }],
  ['minpts-invalid', { minPts: 1.5 }],
  ['minpts-invalid', { minPts: NaN }],
  ['dims-invalid', { dims: 0 }],
  ['dims-invalid', { dims: 1.5 }],
  ['dims-invalid', { dims: 65 }],
  ['dims-invalid', { dims: 4 }],
])('%s: %o', (code, wrong) => {
  const error = thrownBy(() => dbscan(points, { ...good, ...wrong }));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^[A-Z0-9].*\.$/);
});

test.each([NaN, Infinity, -Infinity])('%s is named with its row and column', (value) => {
  const error = thrownBy(() => dbscan(Float64Array.of(0, 0, 0, value), good));
  expect([error.code, error.row, error.column]).toEqual(['not-finite', 1, 1]);
  expect(problemOf(error)).toEqual({
    code: 'not-finite',
    message: error.message,
    row: 1,
    column: 1,
  });
});

test('what does not fit is refused before memory is taken, with the bytes and the limit', () => {
  // A length that no array has: the check must come before anybody looks at the values.
  const vast = Object.defineProperty(new Float64Array(1), 'length', { value: 1e9 });
  const problem = findProblem(vast, { ...good, dims: 8 });
  expect(problem?.code).toBe('too-large');
  expect(problem?.message).toContain(String(estimateBytes(125e6, 8)));
  expect(problem?.message).toContain(String(MEMORY_LIMIT_BYTES));
});

test('the next call works after an error', () => {
  thrownBy(() => dbscan(points, { ...good, eps: -1 }));
  thrownBy(() => dbscan(Float64Array.of(NaN, 1), good));
  expect([...dbscan(points, good).clusters]).toEqual([0, 0, -1]);
});

test('the caller keeps the points', () => {
  const before = points.slice();
  dbscan(points, good);
  expect(points).toEqual(before);
});
