import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { inject } from 'vitest';

declare global {
  var spoorBrowser: Promise<Browser> | undefined;
}

/** A page of the built site, and what went wrong on it. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Console errors, uncaught errors, policy violations, failed or foreign requests; empty is good. */
  readonly problems: readonly string[];
}

/** Opens the site in a browser profile of its own. `await using` closes it. */
export async function visit(fragment = '', options: BrowserContextOptions = {}): Promise<Visit> {
  return visitPage(new URL(fragment, inject('siteUrl')), options);
}

/** Opens any page in a browser profile of its own. */
export async function visitPage(url: URL, options: BrowserContextOptions = {}): Promise<Visit> {
  globalThis.spoorBrowser ??= chromium.connect(inject('browserEndpoint'));
  const browser = await globalThis.spoorBrowser;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const problems = watch(page, url.origin);
  await page.goto(url.href);
  return { page, problems, [Symbol.asyncDispose]: () => context.close() };
}

/**
 * Writes down all that goes wrong on a page and in its workers. Of a violation inside a worker Chromium
 * says nothing, so each worker is made to say it; one in a worker's first moment may still be missed.
 */
function watch(page: Page, origin: string): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('worker', (worker) => {
    worker.evaluate(reportViolations).catch(() => undefined); // it may have ended already
  });
  page.on('requestfailed', (request) => {
    const cause = request.failure()?.errorText ?? 'unknown';
    // A cancelled run ends its worker's requests.
    if (cause !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} (${cause})`);
  });
  // The requests of workers are among them.
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    const local = url.origin === origin || url.protocol === 'blob:' || url.protocol === 'data:';
    if (!local) problems.push(`foreign request: ${request.url()}`);
  });
  page.context().on('response', (response) => {
    if (response.status() >= 400) problems.push(`status ${response.status()}: ${response.url()}`);
  });
  return problems;
}

/** Runs inside a worker. */
function reportViolations(): void {
  self.addEventListener('securitypolicyviolation', (event) => {
    console.error(
      `Content Security Policy: ${event.effectiveDirective} refused ${event.blockedURI}`,
    );
  });
}
