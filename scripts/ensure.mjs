// Installs what is missing: the packages of package-lock.json and, with --browser, a browser for tests.
// With --stamp it only notes that npm has just installed them. Imports nothing but Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { findBrowser } from './find-browser.mjs';
import { requireNode } from './node-version.mjs';
import { ROOT, inRoot } from './paths.mjs';

const STAMP = inRoot('node_modules', '.spoor-lock-sha256');

/** Both are there only after a full install, development packages included. */
const WITNESSES = ['vite', 'vitest'].map((name) => inRoot('node_modules', name, 'package.json'));

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex');

const complete = () => WITNESSES.every((file) => existsSync(file));

const installed = () =>
  complete() && existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === lockHash();

/**
 * @param {string} program
 * @param {string[]} parameters
 * @returns {boolean} whether it ended well
 */
function ran(program, parameters, shell = false) {
  // The variable keeps apt from asking; nothing else reads it.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync(program, parameters, { cwd: ROOT, env, stdio: 'inherit', shell });
  return status === 0;
}

/** @param {string} sentence */
function fail(sentence) {
  console.error(`ensure: ${sentence}`);
  process.exit(1);
}

function ensurePackages() {
  if (installed()) return;
  console.error('ensure: installing the packages of package-lock.json …');
  const npm = process.env.npm_execpath ?? '';
  const parameters = ['ci', '--include=dev', '--no-fund', '--no-audit'];
  const ok = basename(npm).startsWith('npm-cli')
    ? ran(process.execPath, [npm, ...parameters])
    : ran('npm', parameters, process.platform === 'win32');
  if (!ok || !complete()) fail('npm ci failed; its message is above.');
  writeFileSync(STAMP, `${lockHash()}\n`);
}

function ensureBrowser() {
  if (findBrowser()) return;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.error('ensure: no browser for the tests; installing chromium with apt-get …');
    const quiet = ['-qq', '-y', '--no-install-recommends'];
    if (ran('apt-get', ['-qq', 'update']) && ran('apt-get', ['install', ...quiet, 'chromium'])) {
      if (findBrowser()) return;
    }
  }
  console.error('ensure: no browser for the tests; downloading one with playwright-core …');
  const cli = inRoot('node_modules', 'playwright-core', 'cli.js');
  if (ran(process.execPath, [cli, 'install', 'chromium-headless-shell']) && findBrowser()) return;
  fail('no browser. Install Chrome, Chromium or Edge, or set BROWSER_PATH to its program.');
}

requireNode();
if (process.argv.includes('--stamp')) {
  if (complete()) writeFileSync(STAMP, `${lockHash()}\n`);
} else {
  ensurePackages();
  if (process.argv.includes('--browser')) ensureBrowser();
}
