import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildKernel } from '../../scripts/build-kernel.mjs';
import { runDbscan } from '../../src/cluster/dbscan/dbscan.ts';
import { runHdbscan } from '../../src/cluster/hdbscan/hdbscan.ts';
import { finish } from '../../src/cluster/job.ts';
import { runKDistance } from '../../src/cluster/k-distance/k-distance.ts';
import { Kernel } from '../../src/cluster/kernel.ts';
import { runKmeans } from '../../src/cluster/kmeans/kmeans.ts';
import type { Case } from './cases.ts';
import { makeData } from './data.ts';
import { median, time, type Timing } from './measure.ts';

const RUNNER = fileURLToPath(new URL('../../scripts/bench.mjs', import.meta.url));

async function compile(): Promise<WebAssembly.Module> {
  return new WebAssembly.Module(readFileSync((await buildKernel()).path));
}

/** One run of a case on a kernel; the counts that tell whether the rival did the same. */
function runOnce(
  kernel: Kernel,
  { method, params }: Case,
  points: Float64Array,
  dims: number,
): Readonly<Record<string, number>> {
  const { eps = NaN, minPts = NaN, k = NaN, maxIter = NaN, minClusterSize = NaN } = params;
  switch (method) {
    case 'dbscan': {
      const { clusterCount, noiseCount } = finish(runDbscan(kernel, points, { dims, eps, minPts }));
      return { clusters: clusterCount, noise: noiseCount };
    }
    case 'kmeans': {
      const starts = points.slice(0, k * dims);
      const work = runKmeans(kernel, points, { dims, k, starts, maxIter, tol: 0 });
      const { inertia, iterations } = finish(work);
      return { inertia, iterations };
    }
    case 'kDistance': {
      const { distances } = finish(runKDistance(kernel, points, { dims, k }));
      return { sum: distances.reduce((sum, distance) => sum + distance, 0) };
    }
    case 'hdbscan': {
      const { clusterCount, noiseCount } = finish(
        runHdbscan(kernel, points, { dims, minClusterSize }),
      );
      return { clusters: clusterCount, noise: noiseCount };
    }
  }
}

/** Our kernel, warm: the points are copied in every time, and a run that took much memory gives it back. */
export async function timeOurs(one: Case, points: Float64Array, runs: number): Promise<Timing> {
  const kernel = new Kernel(await compile());
  return time(() => runOnce(kernel, one, points, one.data.dims), {
    runs,
    peakMB: () => Math.max(kernel.peakBytes(), kernel.memoryBytes()) / 1e6,
  });
}

/** The first call of a process: compiling, instance and all. The median of `runs` processes. */
export function timeCold(one: Case, runs: number): Timing {
  const timings = Array.from({ length: runs }, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [RUNNER, '--cold', JSON.stringify(one)],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Timing;
  });
  return { ...timings[0]!, runs, seconds: median(timings.map(({ seconds }) => seconds)) };
}

/** What {@link timeCold}'s processes do. */
export async function firstCall(one: Case): Promise<Timing> {
  const points = await makeData(one.data);
  const bytes = readFileSync((await buildKernel()).path);
  let peak = 0;
  return time(
    () => {
      const kernel = new Kernel(new WebAssembly.Module(bytes));
      const facts = runOnce(kernel, one, points, one.data.dims);
      kernel.release(true);
      peak = kernel.peakBytes();
      return facts;
    },
    { runs: 1, warmSeconds: 0, peakMB: () => peak / 1e6 },
  );
}
