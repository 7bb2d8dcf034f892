// npm test: every check of the repository, in order. The last line counts them.
// npm test -- NAME runs only the tests whose file name contains NAME.
import { buildKernel } from './build-kernel.mjs';
import { dependencyRules } from './checks/dependencies.mjs';
import { HYGIENE } from './checks/hygiene.mjs';
import { runVitest } from './checks/vitest.mjs';
import { inRoot } from './paths.mjs';
import { runScript } from './run-script.mjs';
import { typecheck } from './typecheck.mjs';

/** Parts of names of test files; none: every check. */
const filters = process.argv.slice(2);

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
  const { status, stdout, stderr } = await runScript([
    program,
    '.',
    '--max-warnings',
    '0',
    '--no-color',
  ]);
  return status === 0 ? '' : stdout + stderr || `eslint ended with status ${status}`;
}

/**
 * Runs one project of tests and counts them.
 * @param {Parameters<typeof runVitest>[0]} project
 * @param {'live' | 'at the end'} output when what it writes is shown
 */
async function tests(project, output) {
  const { passed, failed, skipped } = await runVitest(project, filters, output);
  const none = passed + failed.length + skipped.length === 0;
  if (none && filters.length === 0) failed.push(`vitest ${project}: found no test`);
  total.passed += passed;
  total.failed.push(...failed);
  total.skipped.push(...skipped);
}

/** The checks that read the code and run nothing of it. */
async function readCode() {
  await check('types', typecheck);
  await check('eslint', eslint);
  await check('dependency rules', dependencyRules);
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

const whole = filters.length === 0;
if (whole) {
  heading('Kernels and hygiene');
  await check('the kernels compile', async () => {
    await buildKernel();
    return '';
  });
  for (const { name, find } of HYGIENE) await check(name, () => find().join('\n'));
} else await buildKernel();

// The tests in a browser use more than a core, those in Node not quite one: a third party keeps both busy.
heading('Tests in Node, tests in a real browser, and what reads the code, side by side');
const third = async () => {
  if (whole) await readCode();
  await tests('late', 'at the end');
};
await Promise.all([tests('node', 'live'), tests('browser', 'at the end'), third()]);

list('SKIPPED', total.skipped);
list('FAILED', total.failed);
if (total.passed + total.failed.length === 0) total.failed.push('no test matched');
const counts = [`${total.passed} passed`, `${total.failed.length} failed`];
if (total.skipped.length > 0) counts.push(`${total.skipped.length} skipped`);
console.log(`\n${counts.join(', ')}`);
process.exitCode = total.failed.length > 0 ? 1 : 0;
