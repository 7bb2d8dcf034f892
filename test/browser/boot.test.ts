import { expect, test } from 'vitest';
import { visitAlone } from './browser.ts';

test('the page starts without an error and without a policy violation', async () => {
  await using site = await visitAlone();
  const root = site.page.locator('#root');
  await root.locator(':scope > *').first().waitFor();
  expect((await root.innerText()).trim()).not.toBe('');
  expect(await site.page.title()).toContain('Spoor');
  expect(site.problems).toEqual([]);
});

test('the policy is the first element of the head and closed by default', async () => {
  await using site = await visitAlone();
  const first = site.page.locator('head > :first-child');
  expect(await first.getAttribute('http-equiv')).toBe('Content-Security-Policy');
  expect(await first.getAttribute('content')).toMatch(/^default-src 'none'; /);
});

test('the policy refuses foreign addresses, inline scripts and inline styles', async () => {
  await using site = await visitAlone();
  const refused = await site.page.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      seen.push(event.effectiveDirective);
    });
    await fetch('http://127.0.0.1:9/').catch(() => undefined);
    const script = document.createElement('script');
    script.textContent = 'document.title = "changed"';
    document.head.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { opacity: 0.5 }';
    document.head.append(style);
    await new Promise((done) => setTimeout(done, 200));
    return seen;
  });
  expect(refused).toContain('connect-src');
  expect(refused).toContain('script-src-elem');
  expect(refused).toContain('style-src-elem');
  // Our watch sees violations too; otherwise the first test would be blind.
  expect(site.problems.join('\n')).toContain('Content Security Policy');
});

test('the policy binds a worker that starts from a blob, and its violations are seen', async () => {
  await using site = await visitAlone();
  const outcome = await site.page.evaluate(
    () =>
      new Promise((done) => {
        const script = `setTimeout(() => fetch('http://127.0.0.1:9/').then(
          () => postMessage('reached'), () => postMessage('refused')), 500)`;
        const blob = new Blob([script], { type: 'text/javascript' });
        const worker = new Worker(URL.createObjectURL(blob), { type: 'module' });
        worker.onmessage = ({ data }) => done(data);
      }),
  );
  expect(outcome).toBe('refused');
  await expect
    .poll(() => site.problems)
    .toEqual([expect.stringContaining('Content Security Policy: connect-src refused')]);
});
