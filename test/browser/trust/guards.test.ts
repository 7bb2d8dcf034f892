import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProfile } from '../browser.ts';
import { hostileStatements, openForeignServer } from './foreign-server.ts';
import { openHostileSite } from './hostile-site.ts';

let site: Awaited<ReturnType<typeof openHostileSite>>;
let profile: BrowserContext;
beforeAll(async () => {
  site = await openHostileSite();
  profile = await openProfile();
});
afterAll(async () => {
  await profile.close();
  await site[Symbol.asyncDispose]();
});

async function tryToEscape(page: 'index.html' | 'open.html', locked: boolean) {
  await using foreign = await openForeignServer();
  const tab = await profile.newPage();
  try {
    await tab.goto(`${site.url}${page}${locked ? '?locked' : ''}`);
    await tab.waitForFunction(() => 'runHostile' in globalThis);
    const answers = await tab.evaluate(
      (statements) => globalThis.runHostile(statements),
      hostileStatements(foreign.url),
    );
    const reached = await tab.evaluate(
      (url) =>
        fetch(`${url}/from-the-page`).then(
          () => true,
          () => false,
        ),
      foreign.url,
    );
    return { answers, reached, requests: [...foreign.requests] };
  } finally {
    await tab.close();
  }
}

test('without any guard the engine does reach the second server, so the other tests can see it', async () => {
  const { requests, reached } = await tryToEscape('open.html', false);
  expect(reached).toBe(true);
  expect(requests.some((request) => request.includes('/read.csv'))).toBe(true);
});

test('the policy alone keeps everything in', async () => {
  const { requests, reached } = await tryToEscape('index.html', false);
  expect(reached).toBe(false);
  expect(requests).toEqual([]);
});

test('the lock-down alone keeps the engine in, with clean refusals, and the engine lives on', async () => {
  const { requests, answers } = await tryToEscape('open.html', true);
  expect(requests.filter((request) => !request.includes('/from-the-page'))).toEqual([]);
  const said = hostileStatements('').map((statement, i) => ({
    statement,
    answer: answers[i] ?? 'no answer',
  }));
  // INSTALL does nothing in this engine until LOAD, and a table of its own is no crime; all the rest is refused in words, not by a trap.
  const harmless = ({ statement }: { statement: string }) =>
    /^(INSTALL|CREATE TABLE)/.test(statement);
  for (const { statement, answer } of said.filter((one) => !harmless(one))) {
    expect(answer, statement).toMatch(/^refused: /);
    expect(answer, statement).not.toMatch(/RuntimeError|table index|unreachable/);
  }
  expect(answers.at(-1)).not.toBe('no answer');
});

test('both guards together let nothing out', async () => {
  const { requests, reached } = await tryToEscape('index.html', true);
  expect(reached).toBe(false);
  expect(requests).toEqual([]);
});
