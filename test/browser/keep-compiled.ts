import type { BrowserContext } from 'playwright-core';

/**
 * Keeps what the pages of a profile compile: a browser forgets the code of WebAssembly with the last page that uses it, and
 * all pages of a site are in one process here. So each module that a page asks for is held by a page that stays open.
 */
export async function keepCompiled(profile: BrowserContext, siteUrl: string): Promise<void> {
  const keeper = await profile.newPage();
  const { origin } = new URL(siteUrl);
  // A page of the site's own origin without any script.
  await keeper.goto(new URL('icon.svg', siteUrl).href);
  const known = new Set<string>();
  profile.on('request', (request) => {
    const address = request.url();
    // Nothing that hostile SQL asks for elsewhere: the keeper would fetch what the page may not.
    if (new URL(address).origin !== origin || !address.endsWith('.wasm')) return;
    if (known.has(address)) return;
    known.add(address);
    keeper.evaluate(hold, address).catch(() => undefined); // the browser may have been closed
  });
}

/** Runs inside the page. */
async function hold(address: string): Promise<void> {
  const module = await WebAssembly.compileStreaming(fetch(address));
  const holder = globalThis as unknown as { kept?: WebAssembly.Module[] };
  (holder.kept ??= []).push(module);
}
