import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inRoot } from '../paths.mjs';

/**
 * The part of vitest's JSON report that is read here.
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} Assertion
 * @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} FileResult
 * @typedef {{ passed: number, failed: string[], skipped: string[] }} Outcome names of what did not pass; of a failure also why
 */

/**
 * Runs one project of vitest.config.ts.
 * @param {'node' | 'browser' | 'late'} project
 * @param {readonly string[]} filters further arguments of vitest, such as a part of a file name
 * @param {'live' | 'at the end'} output when what it writes is shown
 * @returns {Promise<Outcome>}
 */
export async function runVitest(project, filters, output) {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-test-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = inRoot('node_modules', 'vitest', 'vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const status = await run(
      [vitest, 'run', '--project', project, '--passWithNoTests', ...reporters, ...filters],
      output,
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
 * @param {readonly string[]} args
 * @param {'live' | 'at the end'} output
 * @returns {Promise<number | null>} its exit status
 */
function run(args, output) {
  return new Promise((done, failed) => {
    const live = output === 'live';
    const child = spawn(process.execPath, args, {
      cwd: inRoot(),
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    });
    /** @type {Buffer[]} */
    const written = [];
    child.stdout?.on('data', (part) => written.push(part));
    child.stderr?.on('data', (part) => written.push(part));
    child.on('error', failed).on('close', (status) => {
      process.stdout.write(Buffer.concat(written));
      done(status);
    });
  });
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
    tests
      .filter(({ status }) => wanted(status))
      .map(({ fullName, failureMessages = [] }) =>
        [`${project}: ${fullName}`, ...failureMessages.map(why)].join('\n'),
      );
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

const LINES_OF_A_FAILURE = 12;

/**
 * The beginning of a failure's message without colours, indented: what a record of the run may keep is its end.
 * @param {string} message
 */
function why(message) {
  const lines = stripVTControlCharacters(message).trim().split('\n');
  return lines
    .slice(0, LINES_OF_A_FAILURE)
    .map((line) => `      ${line}`)
    .join('\n');
}
