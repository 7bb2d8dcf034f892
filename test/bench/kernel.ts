// DBSCAN on seeded inputs: minimum and median of some runs, memory, and the ratio to the textbook on the same rows.
// Run it with tsx: npx tsx test/bench/kernel.ts [rows of the largest input, default 1000000]

import { createNodeClusterer, loadNodeKernel } from '../../src/cluster/node';
import type { DbscanResult } from '../../src/cluster/contract';
import { runDbscan } from '../../src/cluster/dbscan/dbscan';
import { finish } from '../../src/cluster/job';
import { dbscanReference } from '../../src/matrix/dbscan-reference';
import { makeRandom, makeSessions } from '../cluster/cases';

const kernel = await loadNodeKernel();
const most = Number(process.argv[2] ?? 1_000_000);

function measure(
  name: string,
  points: Float64Array,
  dims: number,
  settings: readonly (readonly [eps: number, minPts: number])[],
): void {
  for (const [eps, minPts] of settings) {
    const times: number[] = [];
    let memory = 0;
    let result: DbscanResult | undefined;
    for (let run = 0; run < 5; run++) {
      kernel.release(true);
      const start = performance.now();
      result = finish(runDbscan(kernel, points, { dims, eps, minPts }));
      memory = kernel.memoryBytes();
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    report(
      `${name} × ${dims}, eps ${eps}, minPts ${minPts}`,
      times[0]!,
      times[2]!,
      memory,
      result!,
    );
  }
}

function report(
  name: string,
  min: number,
  median: number,
  memory: number,
  { clusterCount, noiseCount }: DbscanResult,
): void {
  const figures = `min ${min.toFixed(1)} ms, median ${median.toFixed(1)} ms, ${(memory / 1e6).toFixed(0)} MB`;
  process.stdout.write(
    `${name.padEnd(52)} ${figures}; ${clusterCount} clusters, ${noiseCount} noise\n`,
  );
}

/** Uniform points: no structure to exploit. */
function uniform(rows: number, dims: number): Float64Array {
  return Float64Array.from({ length: rows * dims }, makeRandom(2));
}

/** A cubic lattice: exact ties everywhere. */
function lattice(side: number): Float64Array {
  return Float64Array.from(
    { length: side ** 3 * 3 },
    (_, at) => Math.floor(Math.floor(at / 3) / side ** (at % 3)) % side,
  );
}

const sessionSettings = [
  [0.4, 2],
  [0.05, 10],
  [0.01, 5],
] as const;
for (const rows of [12_000, 200_000, 1_000_000, 10_000_000]) {
  if (rows <= most) measure(`sessions ${rows}`, makeSessions(rows, 8), 8, sessionSettings);
}
measure('uniform 1000000', uniform(1_000_000, 3), 3, [
  [0.01, 5],
  [0.02, 10],
]);
measure('uniform 100000', uniform(100_000, 8), 8, [
  [0.2, 5],
  [0.3, 5],
  [0.4, 5],
]);
measure('uniform 20000', uniform(20_000, 16), 16, [[0.8, 20]]);
measure('one place 1000000', new Float64Array(8_000_000), 8, [
  [0.4, 2],
  [0.4, 2_000_000],
]);
measure('lattice 1000000', lattice(100), 3, [
  [1, 7],
  [2, 5000],
]);

const rows = 6000;
const points = makeSessions(rows, 8);
let start = performance.now();
dbscanReference(points, 8, 0.05, 10);
const textbook = performance.now() - start;
const clusterer = createNodeClusterer();
start = performance.now();
await clusterer.run('dbscan', points, { dims: 8, eps: 0.05, minPts: 10 });
const cold = performance.now() - start;
start = performance.now();
await clusterer.run('dbscan', points, { dims: 8, eps: 0.05, minPts: 10 });
const warm = performance.now() - start;
process.stdout.write(
  `textbook on sessions ${rows} × 8: ${textbook.toFixed(0)} ms; kernel cold ${cold.toFixed(1)} ms, warm ${warm.toFixed(1)} ms\n`,
);
