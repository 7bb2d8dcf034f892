import { spawn } from 'node:child_process';

/**
 * Opens an address in the system's browser, where there is a screen to see it on. Never fails.
 * @param {string} url
 */
export function openBrowser(url) {
  const { CI, DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION } = process.env;
  if (CI || SSH_CONNECTION) return;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return;
  const [program = '', ...parameters] = opener(url);
  spawn(program, parameters, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

/**
 * @param {string} url
 * @returns {string[]}
 */
function opener(url) {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
