// npm test: every check of the repository, in order. The last line counts them.
// npm test -- NAME runs only the tests whose file name contains NAME.
import { buildKernel } from './build-kernel.mjs';
import { dependencyRules } from './checks/dependencies.mjs';
import { HYGIENE } from './checks/hygiene.mjs';
import { runProgram } from './checks/run-program.mjs';
import { runVitest } from './checks/vitest.mjs';
import { inRoot } from './paths.mjs';
import { typecheck } from './typecheck.mjs';

/** @type {import('./checks/vitest.mjs').Outcome} */
const total = { passed: 0, failed: [], skipped: [] };

/** @param {string} title */
const heading = (title) =>
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}`);

/**
 * One check that counts as one test.
 * @param {string} name
 * @param {() => string | Promise<string>} problemsOf empty when all is well
 */
async function check(name, problemsOf) {
  const started = performance.now();
  let problems;
  try {
    problems = await problemsOf();
  } catch (problem) {
    problems = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${problems ? '✗' : '✓'} ${name} (${seconds} s)`);
  if (problems) {
    console.log(problems);
    total.failed.push(name);
  } else {
    total.passed += 1;
  }
}

async function eslint() {
  const program = inRoot('node_modules', 'eslint', 'bin', 'eslint.js');
  const { status, output } = await runProgram([program, '.', '--max-warnings', '0', '--no-color']);
  return status === 0 ? '' : output || `eslint ended with status ${status}`;
}

async function checks() {
  heading('Kernels');
  await check('the kernels compile', async () => {
    await buildKernel();
    return '';
  });
  heading('Types and lint');
  await Promise.all([check('types', typecheck), check('eslint', eslint)]);
  heading('Layers');
  await check('dependency rules', dependencyRules);
  heading('Hygiene');
  for (const { name, find } of HYGIENE) await check(name, () => find().join('\n'));
}

/**
 * All tests: most of those in Node on one core; on the other those in a browser, and then the rest. What the second core writes
 * is shown when it is done.
 * @param {readonly string[]} filters
 */
async function tests(filters) {
  heading('Tests in Node and in a real browser');
  /** @param {Parameters<typeof runVitest>[0]} project @param {'live' | 'at the end'} output */
  const count = async (project, output) => {
    const { passed, failed, skipped } = await runVitest(project, filters, output);
    const none = passed + failed.length + skipped.length === 0;
    if (none && filters.length === 0) failed.push(`vitest ${project}: found no test`);
    total.passed += passed;
    total.failed.push(...failed);
    total.skipped.push(...skipped);
  };
  const second = async () => {
    await count('browser', 'at the end');
    await count('late', 'at the end');
  };
  await Promise.all([count('node', 'live'), second()]);
}

/**
 * @param {string} title
 * @param {readonly string[]} names
 */
function list(title, names) {
  if (names.length === 0) return;
  heading(title);
  for (const name of names) console.log(`  ${name}`);
}

const filters = process.argv.slice(2);
if (filters.length === 0) await checks();
else await buildKernel();
await tests(filters);

list('SKIPPED', total.skipped);
list('FAILED', total.failed);
if (total.passed + total.failed.length === 0) total.failed.push('no test matched');
const counts = [`${total.passed} passed`, `${total.failed.length} failed`];
if (total.skipped.length > 0) counts.push(`${total.skipped.length} skipped`);
console.log(`\n${counts.join(', ')}`);
process.exitCode = total.failed.length > 0 ? 1 : 0;
