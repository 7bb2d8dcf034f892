import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { isMain } from './paths.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

/** Programs that Playwright's own download holds, by their file names. */
const DOWNLOADED =
  /^(chrome-headless-shell|headless_shell|chrome|Chromium|Google Chrome for Testing)(\.exe)?$/;

/**
 * The browser for tests: `BROWSER_PATH`, one on PATH, one in the system's usual places, or one that
 * Playwright has downloaded.
 * @returns {string | undefined} path of a program
 */
export function findBrowser() {
  const chosen = process.env.BROWSER_PATH;
  if (chosen) {
    if (isFile(chosen)) return chosen;
    throw new Error(`BROWSER_PATH names no file: ${chosen}`);
  }
  return [...onPath(), ...usualPlaces()].find((path) => isFile(path) && runs(path)) ?? downloaded();
}

/**
 * What Chromium needs to start here: its sandbox refuses root.
 * @returns {string[]}
 */
export function browserArguments() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** @param {string} path */
const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * Some Linux systems put a script there that only says how to install the browser. (Elsewhere a browser
 * may open a window when asked for its version.)
 * @param {string} path
 */
const runs = (path) =>
  process.platform !== 'linux' ||
  spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

function onPath() {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    const folders = ['/Applications', join(homedir(), 'Applications')];
    return folders.flatMap((folder) =>
      apps.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)),
    );
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => process.env[name])
      .filter((folder) => folder !== undefined);
    const programs = [
      join('Google', 'Chrome', 'Application', 'chrome.exe'),
      join('Chromium', 'Application', 'chrome.exe'),
      join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ];
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  return ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium'];
}

function downloadFolder() {
  if (process.env.PLAYWRIGHT_BROWSERS_PATH) return process.env.PLAYWRIGHT_BROWSERS_PATH;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'ms-playwright');
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? '', 'ms-playwright');
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright');
}

/** @returns {string | undefined} the newest download */
function downloaded() {
  const folder = downloadFolder();
  if (!existsSync(folder)) return undefined;
  const builds = readdirSync(folder).filter((name) => name.startsWith('chromium'));
  builds.sort((a, b) => buildNumber(b) - buildNumber(a));
  for (const build of builds) {
    const files = readdirSync(join(folder, build), { recursive: true, encoding: 'utf8' });
    const program = files
      .filter((file) => DOWNLOADED.test(file.split(/[\\/]/).at(-1) ?? ''))
      .map((file) => join(folder, build, file))
      .find(isFile);
    if (program) return program;
  }
  return undefined;
}

/** @param {string} name such as `chromium_headless_shell-1200` */
const buildNumber = (name) => Number(name.split('-').at(-1)) || 0;

if (isMain(import.meta.url)) console.log(findBrowser() ?? 'no browser found');
