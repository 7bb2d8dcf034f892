import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Estimate } from '../../src/engine/reading.ts';
import {
  bytesOfColumns,
  bytesOfSample,
  fittingShare,
  headlessCommand,
} from '../../src/state/room.ts';

const estimateOf = (columnBytes: readonly number[], besides: number): Estimate => {
  const tableBytes = columnBytes.reduce((sum, bytes) => sum + bytes, 0);
  return { rows: 1e6, counted: true, tableBytes, peakBytes: tableBytes + besides, columnBytes };
};

test('fewer columns need what they take, and what loading takes besides', () => {
  const estimate = estimateOf([100, 20, 3], 1000);
  expect(bytesOfColumns(estimate, [0, 1, 2])).toBe(estimate.peakBytes);
  expect(bytesOfColumns(estimate, [1])).toBe(1020);
  expect(bytesOfSample(estimate, 1)).toBe(estimate.peakBytes);
});

test('the share that is proposed fits, and one more hundredth of it does not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 0, max: 1e9 }),
      fc.integer({ min: 1e6, max: 2e9 }),
      (columnBytes, besides, limit) => {
        const estimate = estimateOf(columnBytes, besides);
        const share = fittingShare(estimate, limit);
        if (share === null) return bytesOfSample(estimate, 0.001) > limit;
        if (share === 1) return bytesOfSample(estimate, 1) <= limit;
        return (
          bytesOfSample(estimate, share * (1 - 1e-9)) <= limit &&
          bytesOfSample(estimate, share * 1.101) > limit
        );
      },
    ),
  );
});

test.each([
  [['clicks.csv'], 'npm run -s spoor -- load clicks.csv --out clicks.parquet'],
  [['a.csv.gz', 'b.csv.gz'], 'npm run -s spoor -- load a.csv.gz b.csv.gz --out a.parquet'],
  [["it's; rm.csv"], String.raw`npm run -s spoor -- load './it'\''s; rm.csv' --out table.parquet`],
  [['-x.csv'], "npm run -s spoor -- load './-x.csv' --out table.parquet"],
])('the command for %j', (files, command) => {
  expect(headlessCommand(files)).toBe(command);
});
