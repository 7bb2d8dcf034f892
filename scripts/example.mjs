// Runs the main job without a page on a made-up log, and says what came out.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvRecords } from './csv-records.mjs';
import { inRoot } from './paths.mjs';

/**
 * The part of run.json that the table shows.
 * @typedef {{
 *   steps: { as: string, op: string, rows: number }[],
 *   clusters: Record<string, { count: number, noise: number }>,
 * }} RunRecord
 */

/**
 * @param {string[]} parameters of the command line; its progress goes to this process's stderr
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function spoor(parameters, signal) {
  const child = spawn(process.execPath, [inRoot('scripts', 'spoor.mjs'), ...parameters], {
    stdio: ['ignore', 'ignore', 'inherit'],
    signal,
  });
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('exit', (status) => {
      if (status === 0) done();
      else failed(new Error(`spoor ${parameters[0]} ended with status ${status}`));
    });
  });
}

/**
 * How many keys of a reputation have a score above 0.
 * @param {string} file
 */
async function flagged(file) {
  const [head = [], ...rows] = csvRecords(await readFile(file, 'utf8'));
  const column = head.indexOf('score');
  if (column < 0) throw new Error(`${file} has no column "score"`);
  return rows.filter((row) => Number(row[column]) > 0).length;
}

/**
 * Simulates a log of e-mail clicks, finds its bots and returns what was found, a line each.
 * @param {AbortSignal} [signal]
 * @returns {Promise<[what: string, howMany: string][]>}
 */
export async function runExample(signal) {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-'));
  try {
    const events = join(folder, 'clicks.csv');
    const out = join(folder, 'run');
    const started = performance.now();
    await spoor(['simulate', 'email-clicks', '--seed', '1', '--out', events], signal);
    await spoor(['run', 'email-bots', '--input', `events=${events}`, '--out', out], signal);
    const seconds = (performance.now() - started) / 1000;

    /** @type {RunRecord} */
    const { steps, clusters } = JSON.parse(await readFile(join(out, 'run.json'), 'utf8'));
    const source = steps.find(({ op }) => op === 'source');
    const clustering = steps.find(({ op }) => op === 'cluster');
    const found = clusters[clustering?.as ?? ''];
    if (!source || !clustering || !found)
      throw new Error('run.json lacks its source or its clusters');
    /** @param {number} n */
    const count = (n) => n.toLocaleString('en-GB');
    return [
      ['rows', count(source.rows)],
      ['sessions', count(clustering.rows)],
      ['clusters', count(found.count)],
      ['noise', count(found.noise)],
      ['flagged address and agent pairs', count(await flagged(join(out, 'reputation_ipua.csv')))],
      ['flagged CIDR ranges', count(await flagged(join(out, 'reputation_cidr.csv')))],
      ['seconds', seconds.toFixed(1)],
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
