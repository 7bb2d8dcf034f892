import {
  chromium,
  type Browser,
  type BrowserContext,
  type Page,
  type Request,
  type Response,
} from 'playwright-core';
import { inject } from 'vitest';
import { keepCompiled } from './keep-compiled.ts';

declare global {
  var spoorBrowser: Promise<Browser> | undefined;
  var spoorProfile: Promise<BrowserContext> | undefined;
}

/** A page of the built site, and what went wrong on it. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Console errors, uncaught errors, policy violations, failed or foreign requests; empty is good. */
  readonly problems: readonly string[];
}

/**
 * Opens the site in a page of its own, with nothing stored. All these pages come one after the other in one profile, so
 * that the engine is compiled for the first of them only. `await using` closes it.
 */
export async function visit(fragment = ''): Promise<Visit> {
  const page = await (await commonProfile()).newPage();
  await forget(page, new URL(inject('siteUrl')).origin);
  return watched(page, new URL(fragment, inject('siteUrl')), () => page.close());
}

/** Opens the site in a browser profile of its own, as for somebody who comes for the first time. */
export async function visitAlone(): Promise<Visit> {
  return visitPage(new URL(inject('siteUrl')));
}

/** Opens any page in a browser profile of its own. */
export async function visitPage(url: URL): Promise<Visit> {
  const profile = await openProfile();
  return watched(await profile.newPage(), url, () => profile.close());
}

/** The profile of all pages that need none of their own. */
function commonProfile(): Promise<BrowserContext> {
  globalThis.spoorProfile ??= openProfile().then(async (profile) => {
    await keepCompiled(profile, inject('siteUrl'));
    return profile;
  });
  return globalThis.spoorProfile;
}

/** A browser profile with nothing in it. */
export async function openProfile(): Promise<BrowserContext> {
  globalThis.spoorBrowser ??= chromium.connect(inject('browserEndpoint'));
  const browser = await globalThis.spoorBrowser;
  return browser.newContext({ viewport: { width: 1440, height: 900 } });
}

/** Drops what a page before this one has stored. */
async function forget(page: Page, origin: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await session.detach();
}

async function watched(page: Page, url: URL, close: () => Promise<void>): Promise<Visit> {
  const { problems, end } = watch(page, url.origin);
  await page.goto(url.href);
  return {
    page,
    problems,
    [Symbol.asyncDispose]: () => {
      end();
      return close();
    },
  };
}

/**
 * Writes down all that goes wrong on a page and in its workers. Of a violation inside a worker Chromium
 * says nothing, so each worker is made to say it; one in a worker's first moment may still be missed.
 */
function watch(page: Page, origin: string): { readonly problems: string[]; end(): void } {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack || error.message}`));
  page.on('worker', (worker) => {
    worker.evaluate(reportViolations).catch(() => undefined); // it may have ended already
  });
  page.on('requestfailed', (request) => {
    const cause = request.failure()?.errorText ?? 'unknown';
    // A cancelled run ends its worker's requests.
    if (cause !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} (${cause})`);
  });
  // The requests of workers are among them.
  const onRequest = (request: Request): void => {
    const url = new URL(request.url());
    const local = url.origin === origin || url.protocol === 'blob:' || url.protocol === 'data:';
    if (!local) problems.push(`foreign request: ${request.url()}`);
  };
  const onResponse = (response: Response): void => {
    if (response.status() >= 400) problems.push(`status ${response.status()}: ${response.url()}`);
  };
  page.context().on('request', onRequest).on('response', onResponse);
  return {
    problems,
    end: () => {
      page.context().off('request', onRequest).off('response', onResponse);
    },
  };
}

/** Runs inside a worker. */
function reportViolations(): void {
  self.addEventListener('securitypolicyviolation', (event) => {
    console.error(
      `Content Security Policy: ${event.effectiveDirective} refused ${event.blockedURI}`,
    );
  });
}
