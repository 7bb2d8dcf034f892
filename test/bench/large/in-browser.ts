import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { browserArguments, findBrowser } from '../../../scripts/find-browser.mjs';
import { inRoot } from '../../../scripts/paths.mjs';
import { serve } from '../../../scripts/serve.mjs';
import type { PageTiming } from './page/main.ts';

export interface BrowserTiming extends PageTiming {
  /** Most memory of the page's process, in megabytes; null where the system does not tell. */
  readonly peakMB: number | null;
  readonly browser: string;
}

/** The page of this benchmark, built from the sources as the site is, and served. */
export async function openBenchSite() {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-bench-site-'));
  await build({
    configFile: inRoot('vite.config.ts'),
    logLevel: 'error',
    mode: 'production',
    root: join(import.meta.dirname, 'page'),
    build: { outDir: folder, emptyOutDir: true },
  });
  const site = await serve({ folder, port: 4500 });
  return {
    url: site.url,
    [Symbol.asyncDispose]: async () => {
      await site.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Gives a file to a fresh browser's page and measures what it does with it. */
export async function inBrowser(
  url: string,
  path: string,
  what: 'loadChosen' | 'runChosen',
): Promise<BrowserTiming> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('There is no browser.');
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.locator('input').setInputFiles(path);
    await page.waitForFunction(() => 'loadChosen' in globalThis);
    const timing = await page.evaluate((name) => globalThis[name](), what);
    const session = await browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const peaks = processInfo
      .filter(({ type }) => type === 'renderer')
      .map(({ id }) => peakOf(id))
      .filter((peak) => peak !== null);
    return {
      ...timing,
      peakMB: peaks.length > 0 ? Math.max(...peaks) : null,
      browser: `Chromium ${browser.version()}`,
    };
  } finally {
    await browser.close();
  }
}

/** Most resident memory of a process so far, which Linux writes down. */
function peakOf(id: number): number | null {
  try {
    const status = readFileSync(`/proc/${String(id)}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? NaN) / 1024;
  } catch {
    return null;
  }
}
