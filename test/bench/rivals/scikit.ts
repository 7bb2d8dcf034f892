import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Case } from '../cases.ts';
import type { Timing } from '../measure.ts';

const PYTHON = process.env['PYTHON'] ?? 'python3';
const PROGRAM = fileURLToPath(new URL('../scikit.py', import.meta.url));

/** Version of scikit-learn, or null where $PYTHON (default python3) has none. */
export function scikitVersion(): string | null {
  const { status, stdout } = spawnSync(
    PYTHON,
    ['-c', 'import sklearn; print(sklearn.__version__)'],
    { encoding: 'utf8' },
  );
  return status === 0 ? stdout.trim() : null;
}

/**
 * scikit-learn on the same rows, one thread, in a process of its own; as many of `runs` as fit into a quarter of a minute.
 * Null where it fails, as it does when memory runs out; its last words go to standard error.
 */
export function timeScikit(
  { method, params, algorithm }: Case,
  points: Float64Array,
  dims: number,
  runs: number,
): Timing | null {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-bench-'));
  try {
    const file = join(folder, 'points.f64');
    writeFileSync(file, new Uint8Array(points.buffer));
    const job = { method, params, dims, algorithm, points: file, runs, budget: 15 };
    const { status, stdout, stderr } = spawnSync(PYTHON, [PROGRAM, JSON.stringify(job)], {
      encoding: 'utf8',
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    });
    if (status !== 0) {
      const words = stderr.trim() || 'it was killed, for want of memory perhaps';
      process.stderr.write(`scikit-learn failed: ${words.slice(-300)}\n`);
      return null;
    }
    return JSON.parse(stdout) as Timing;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
