import { spawn } from 'node:child_process';
import { inRoot } from './paths.mjs';

/**
 * Runs a script in a Node of its own, in the root.
 * @param {readonly string[]} args the script and its arguments
 * @returns {Promise<{ status: number | null, stdout: string, stderr: string }>}
 */
export function runScript(args) {
  const child = spawn(process.execPath, args, { cwd: inRoot(), stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { stdout: '', stderr: '' };
  for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
    child[name].setEncoding('utf8').on('data', (text) => (written[name] += text));
  }
  return new Promise((done, failed) => {
    child.on('error', failed).on('close', (status) => done({ status, ...written }));
  });
}
