import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../paths.mjs';

/**
 * The part of vitest's JSON report that is read here.
 * @typedef {{ status: string, fullName: string }} Assertion
 * @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} FileResult
 * @typedef {{ passed: number, failed: string[], skipped: string[] }} Outcome names of what did not pass
 */

/**
 * Runs one project of vitest.config.ts.
 * @param {'node' | 'browser'} project
 * @param {readonly string[]} filters further arguments of vitest, such as a part of a file name
 * @returns {Outcome}
 */
export function runVitest(project, filters) {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-test-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = inRoot('node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { status } = spawnSync(
      process.execPath,
      [vitest, 'run', '--project', project, '--passWithNoTests', ...reporters, ...filters],
      { cwd: inRoot(), stdio: 'inherit' },
    );
    const outcome = readReport(report, project);
    if (status !== 0 && outcome.failed.length === 0) {
      outcome.failed.push(`vitest ${project}: ended with status ${status}; its message is above`);
    }
    return outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} report
 * @param {string} project
 * @returns {Outcome}
 */
function readReport(report, project) {
  /** @type {FileResult[]} */
  let files;
  try {
    files = JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    return { passed: 0, failed: [`vitest ${project}: wrote no report`], skipped: [] };
  }
  const tests = files.flatMap((file) => file.assertionResults);
  /** @param {(status: string) => boolean} wanted */
  const named = (wanted) =>
    tests.filter(({ status }) => wanted(status)).map(({ fullName }) => `${project}: ${fullName}`);
  const failed = named((status) => status === 'failed');
  // A file that fails outside its tests: it may not even have got to them.
  for (const { name, status, message, assertionResults } of files) {
    const told = assertionResults.some((test) => test.status === 'failed');
    if (status === 'failed' && !told) failed.push(`${project}: ${name} ${message}`.trim());
  }
  return {
    passed: named((status) => status === 'passed').length,
    failed,
    skipped: named((status) => status !== 'passed' && status !== 'failed'),
  };
}
