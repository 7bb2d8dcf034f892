// Type-checks each kind of code with the globals that it may use, all at once.
import { spawn } from 'node:child_process';
import { inRoot, isMain } from './paths.mjs';

const PROJECTS = ['tsconfig.json', 'tsconfig.pure.json', 'tsconfig.node.json'];

/**
 * @param {string} project
 * @returns {Promise<{ project: string, ok: boolean, output: string }>}
 */
function check(project) {
  const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const child = spawn(process.execPath, [tsc, '--noEmit', '-p', project], { cwd: inRoot() });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  return new Promise((done) => {
    child.on('close', (status) => done({ project, ok: status === 0, output }));
  });
}

/** @returns {Promise<string>} the problems; empty when there are none */
export async function typecheck() {
  const results = await Promise.all(PROJECTS.map(check));
  return results
    .filter(({ ok }) => !ok)
    .map(({ project, output }) => `${project}:\n${output}`)
    .join('\n');
}

if (isMain(import.meta.url)) {
  const problems = await typecheck();
  if (problems) {
    console.error(problems);
    process.exitCode = 1;
  }
}
