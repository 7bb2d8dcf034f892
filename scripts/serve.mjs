// Serves the built site on this computer. Node's own modules only.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { inRoot, isMain } from './paths.mjs';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
};

const FIRST_PORT = 4173;
const PORTS_TRIED = 100;

/**
 * The file that a request names, or nothing when it is not a file inside the folder.
 * @param {string} folder
 * @param {string} target the request's path with its query
 */
async function fileOf(folder, target) {
  let path;
  try {
    path = decodeURIComponent(target.split(/[?#]/)[0] ?? '');
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  const file = resolve(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(folder + sep)) return undefined;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? { file, bytes: found.size } : undefined;
}

/**
 * @param {string} folder
 * @returns {import('node:http').RequestListener}
 */
function listener(folder) {
  return (request, response) => {
    void answer(folder, request, response).catch(() => response.destroy());
  };
}

/**
 * @param {string} folder
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(folder, request, response) {
  /** @param {number} status @param {string} text */
  const refuse = (status, text) =>
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);

  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(405, 'Method not allowed');
  const found = await fileOf(folder, request.url ?? '/');
  if (!found) return refuse(404, 'Not found');
  response.writeHead(200, {
    'content-type': TYPES[extname(found.file)] ?? 'application/octet-stream',
    'content-length': found.bytes,
    // Always asked again: after a new build nobody sees the old page.
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  if (request.method === 'HEAD') return response.end();
  return createReadStream(found.file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/**
 * @param {import('node:http').RequestListener} handle
 * @param {string} host
 * @param {number} port
 * @returns {Promise<import('node:http').Server>}
 */
function listen(handle, host, port) {
  return new Promise((done, failed) => {
    const server = createServer(handle);
    server.once('error', failed).listen(port, host, () => done(server));
  });
}

/**
 * Both loopback addresses: a browser may take `localhost` for either.
 * @param {import('node:http').RequestListener} handle
 * @param {number} port
 */
async function listenHere(handle, port) {
  const server = await listen(handle, '127.0.0.1', port);
  const second = await listen(handle, '::1', port).catch((/** @type {unknown} */ problem) => {
    if (!isTaken(problem)) return undefined; // no IPv6 on this computer
    server.close();
    throw problem;
  });
  return second ? [server, second] : [server];
}

/** @param {unknown} problem */
const isTaken = (problem) =>
  problem instanceof Error && 'code' in problem && problem.code === 'EADDRINUSE';

/**
 * Serves a folder at the first free port.
 * @param {{ folder?: string, port?: number }} [options] `port`: where to begin to look
 * @returns {Promise<{ url: string, close(): Promise<void> }>} `url` ends in a slash
 */
export async function serve({ folder = inRoot('dist'), port = FIRST_PORT } = {}) {
  const root = resolve(folder);
  const index = await stat(join(root, 'index.html')).catch(() => undefined);
  if (!index) throw new Error('There is no built site. Run: npm run build');
  for (let candidate = port; ; candidate += 1) {
    try {
      const servers = await listenHere(listener(root), candidate);
      const close = async () => {
        for (const server of servers) {
          server.close();
          server.closeAllConnections();
        }
      };
      return { url: `http://localhost:${candidate}/`, close };
    } catch (problem) {
      if (!isTaken(problem) || candidate >= port + PORTS_TRIED) throw problem;
    }
  }
}

if (isMain(import.meta.url)) {
  const { url, close } = await serve();
  console.log(`Spoor is at ${url}`);
  process.once('SIGINT', () => void close());
  process.once('SIGTERM', () => void close());
}
