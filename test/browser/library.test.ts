import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { serve } from '../../scripts/serve.mjs';
import { makeConsumer } from '../cluster/library/consumer.ts';
import { visitPage } from './browser.ts';

const PAGE =
  '<!doctype html><title>consumer</title><link rel="icon" href="data:,"><script type="module" src="./app.js"></script>';
const APP = `
import { createClusterer, dbscan } from 'spoor/cluster';
const params = { dims: 1, eps: 1, minPts: 2 };
const points = Float64Array.of(0, 1, 9);
const now = dbscan(points, params);
const later = await createClusterer().dbscan(points, params);
document.title = JSON.stringify([[...now.clusters], later.ok && [...later.result.clusters], points.length]);
`;

test("the library in somebody else's bundle clusters in a real browser, at once and in a worker", async () => {
  const folder = await makeConsumer({ 'index.html': PAGE, 'app.js': APP });
  await build({ root: folder, configFile: false, logLevel: 'error', build: { target: 'es2022' } });
  const server = await serve({ folder: join(folder, 'dist') });
  try {
    await using site = await visitPage(new URL(server.url));
    await site.page.waitForFunction(() => document.title.startsWith('['));
    expect(JSON.parse(await site.page.title())).toEqual([[0, 0, -1], [0, 0, -1], 0]);
    expect(site.problems).toEqual([]);
  } finally {
    await server.close();
  }
});
