import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.mjs';

let folder: string;
let site: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-serve-'));
  const root = join(folder, 'site');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await mkdir(join(folder, 'site-two'));
  await writeFile(join(folder, 'site-two', 'secret.txt'), 'secret');
  await writeFile(join(root, 'index.html'), '<!doctype html>');
  await writeFile(join(root, 'assets', 'a.wasm'), Uint8Array.of(0, 97, 115, 109));
  site = await serve({ folder: root, port: 4500 });
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

test('the folder itself is its index.html', async () => {
  const response = await fetch(site.url);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await response.text()).toBe('<!doctype html>');
});

test('WebAssembly has the type that streaming compilation needs', async () => {
  const response = await fetch(`${site.url}assets/a.wasm?v=1`);
  expect(response.headers.get('content-type')).toBe('application/wasm');
  expect((await response.arrayBuffer()).byteLength).toBe(4);
});

test.each([
  '/nothing.js',
  '/assets',
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/../site-two/secret.txt',
  '//../secret.txt',
  '/%00',
  '/%E0%A4%A',
])('%s is not found', async (target) => {
  expect(await statusOf(`GET ${target}`)).toBe(404);
});

test('only GET and HEAD are answered', async () => {
  expect(await statusOf('HEAD /')).toBe(200);
  expect(await statusOf('POST /')).toBe(405);
});

test('a taken port is passed over', async () => {
  const second = await serve({
    folder: join(folder, 'site'),
    port: Number(new URL(site.url).port),
  });
  expect(second.url).not.toBe(site.url);
  await second.close();
});

test('a folder without a site is refused', async () => {
  await expect(serve({ folder: join(folder, 'site-two') })).rejects.toThrow('npm run build');
});

/** Sends the target as it is: `fetch` would resolve the dots itself. */
function statusOf(methodAndTarget: string): Promise<number> {
  const { hostname, port } = new URL(site.url);
  return new Promise((done, failed) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', failed);
    socket.on('end', () => done(Number(answer.split(' ')[1])));
    socket.write(`${methodAndTarget} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  });
}
