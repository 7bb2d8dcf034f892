import { spawn } from 'node:child_process';
import { inRoot } from '../paths.mjs';

/**
 * Runs a program of Node's in the root of the project, while other things go on.
 * @param {readonly string[]} args the program's file first
 * @returns {Promise<{ status: number | null, output: string }>} all that it writes
 */
export function runProgram(args) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: inRoot() });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', failed).on('close', (status) => {
      done({ status, output });
    });
  });
}
