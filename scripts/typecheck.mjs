// Type-checks each kind of code with the globals that it may use, all at once.
import { runProgram } from './checks/run-program.mjs';
import { inRoot, isMain } from './paths.mjs';

const PROJECTS = ['tsconfig.json', 'tsconfig.pure.json', 'tsconfig.node.json'];

/** @param {string} project */
async function check(project) {
  const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
  const { status, output } = await runProgram([tsc, '--noEmit', '-p', project]);
  return { project, ok: status === 0, output };
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
