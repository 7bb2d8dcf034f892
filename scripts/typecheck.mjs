// Type-checks each kind of code with the globals that it may use, all at once.
import { inRoot, isMain } from './paths.mjs';
import { runScript } from './run-script.mjs';

const PROJECTS = ['tsconfig.json', 'tsconfig.pure.json', 'tsconfig.node.json'];

/**
 * @param {string} project
 * @returns {Promise<{ project: string, ok: boolean, output: string }>}
 */
async function check(project) {
  const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout, stderr } = await runScript([tsc, '--noEmit', '-p', project]);
  return { project, ok: status === 0, output: stdout + stderr };
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
