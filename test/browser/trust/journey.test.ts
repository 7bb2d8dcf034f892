import { expect, test } from 'vitest';
import { simulateEmailClicks } from '../../../src/simulate/email-clicks.ts';
import { visit } from '../browser.ts';
import { goTo, openFiles, saved, STATIONS, waitForResult } from '../journey/steps.ts';
import { hostileStatements, openForeignServer } from './foreign-server.ts';

/** Runs in the engine's own worker, beside Spoor's connection, with what DuckDB itself offers there. */
function attack(statements: readonly string[]): string[] {
  const engine = (
    globalThis as unknown as {
      DUCKDB_BINDINGS: { connect(): { query(sql: string): unknown; close(): void } };
    }
  ).DUCKDB_BINDINGS;
  const connection = engine.connect();
  return statements.map((statement) => {
    try {
      connection.query(statement);
      return 'done';
    } catch (error) {
      return `refused: ${error instanceof Error ? error.message : String(error)}`;
    }
  });
}

test('the whole journey over a hostile log sends nothing to a second server, while hostile SQL in the engine tries', async () => {
  await using foreign = await openForeignServer();
  await using site = await visit();
  const { page } = site;
  const lure = (i: number): string =>
    [
      `<img src=${foreign.url}/img>`,
      `${foreign.url}/link`,
      `=HYPERLINK("${foreign.url}/cell")`,
      `<script src=${foreign.url}/js></script>`,
    ][i % 4] ?? '';
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const [header = '', ...rows] = [...simulateEmailClicks({ seed: 3, rows: 3000 }).chunks]
    .map((chunk) => chunk.csv)
    .join('')
    .trimEnd()
    .split('\n');
  const text = [
    `${header},Referrer,${quoted(lure(0))}`,
    ...rows.map((row, i) => `${row},${quoted(lure(i))},${quoted(lure(i + 1))}`),
  ].join('\n');
  await openFiles(page, {
    name: 'hostile.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${text}\n`),
  });
  await waitForResult(page);

  const answers: string[] = [];
  for (const worker of page.workers()) {
    const holds = await worker.evaluate(() => 'DUCKDB_BINDINGS' in globalThis);
    if (holds) answers.push(...(await worker.evaluate(attack, hostileStatements(foreign.url))));
  }
  // The attack did run, and was refused in words.
  expect(answers.filter((answer) => answer.startsWith('refused')).length).toBeGreaterThan(10);

  for (const station of STATIONS) {
    await goTo(page, station);
    await page.keyboard.press('d');
    await page.waitForTimeout(400);
  }
  await goTo(page, 'Export');
  const labelled = await saved(page, () =>
    page
      .getByRole('row')
      .filter({ hasText: 'labelled.csv' })
      .getByRole('button', { name: /^Save/ })
      .click(),
  );
  expect(labelled.text).toContain(`"'=HYPERLINK(""${foreign.url}/cell"")"`);
  expect(await page.getByRole('button', { name: 'Network silent' }).isVisible()).toBe(true);
  expect(foreign.requests).toEqual([]);
  expect(site.problems).toEqual([]);
});

test('the shield counts what was tried, from the page and from a worker', async () => {
  await using foreign = await openForeignServer();
  await using site = await visit();
  const { page } = site;
  await page.getByRole('button', { name: 'Network silent' }).waitFor();
  await page.evaluate((url) => fetch(`${url}/page`).catch(() => undefined), foreign.url);
  await page.getByRole('button', { name: '1 request' }).waitFor();
  await page.waitForTimeout(2500);
  const [worker] = page.workers();
  await worker?.evaluate((url) => fetch(`${url}/worker`).catch(() => undefined), foreign.url);
  await page.getByRole('button', { name: '2 requests' }).waitFor();
  expect(foreign.requests).toEqual([]);
});
