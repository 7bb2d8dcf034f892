import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { buildSite } from '../../scripts/build-site.mjs';
import { browserArguments, findBrowser } from '../../scripts/find-browser.mjs';
import { serve } from '../../scripts/serve.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the production build, ending in a slash. */
    siteUrl: string;
    /** Where `chromium.connect` finds the one browser of this run. */
    browserEndpoint: string;
  }
}

/** Builds the site when it is stale, serves it and starts one real browser for all journeys. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No browser. Run: node scripts/ensure.mjs --browser');
  await buildSite();
  const site = await serve();
  const browser = await chromium.launchServer({
    executablePath,
    // One process for all pages of a profile: see keep-compiled.ts.
    args: [...browserArguments(), '--process-per-site'],
  });
  project.provide('siteUrl', site.url);
  project.provide('browserEndpoint', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await site.close();
  };
}
