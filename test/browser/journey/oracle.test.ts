import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { visit } from '../browser.ts';
import { visitExample } from '../visit-example.ts';
import { gridRows } from './grid.ts';
import { goTo, openFiles, railText, waitForResult } from './steps.ts';

type Numbers = Readonly<Record<string, number>>;
interface Reputation {
  readonly rows: number;
  readonly flagged: number;
  readonly top: readonly {
    readonly key: readonly string[];
    readonly total: number;
    readonly bot: number;
    readonly score: number;
    readonly low: number;
    readonly sessions: number;
    readonly bot_sessions: number;
  }[];
}
interface Expected {
  readonly rows: number;
  readonly nunique: Numbers;
  readonly sessions: Numbers;
  readonly features: Readonly<
    Record<
      string,
      Readonly<
        Record<string, { readonly min: number; readonly max: number; readonly mean: number }>
      >
    >
  >;
  readonly correlation: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, number | null>>>>>
  >;
  readonly dbscan: {
    readonly clusters: number;
    readonly noise: number;
    readonly sessions: Numbers;
  };
  readonly requests_by_label: Numbers;
  readonly unique_by_label: Readonly<Record<string, Numbers>>;
  readonly pivot_as_name: Readonly<Record<string, Numbers>>;
  readonly pivot_as_number: Readonly<Record<string, Numbers>>;
  readonly pivot_cidr: Readonly<Record<string, Numbers>>;
  readonly reputation_ipua: Reputation;
  readonly reputation_ip: Reputation;
  readonly reputation_cidr: Reputation;
  readonly reputation_as: Reputation;
}

const oracle = (path: URL): Expected => JSON.parse(readFileSync(path, 'utf8')) as Expected;
const SHARED = new URL('../../../../shared/data/email-clicks/', import.meta.url);
const tab = (page: Page, name: string) =>
  page.getByRole('main').getByRole('tab', { name, exact: false });
/** Whether a number is shown to the digits that there is room for. */
const shows = (text: string | undefined, value: number): boolean =>
  Math.abs(Number(text) - value) <= Math.max(0.0051, Math.abs(value) * 0.001);

async function expectOnPage(page: Page, expected: Expected): Promise<void> {
  await goTo(page, 'Data');
  expect(await railText(page, 'Data')).toContain(`${String(expected.rows)} rows`);
  const columns = await gridRows(page.getByRole('grid', { name: 'Columns of the log' }));
  expect(Object.fromEntries(columns.map((cells) => [cells[0], Number(cells[4])]))).toEqual(
    expected.nunique,
  );

  await goTo(page, 'Sessions');
  const sessions = await page
    .getByRole('table', { name: 'Session keys compared' })
    .getByRole('row')
    .allInnerTexts();
  for (const count of Object.values(expected.sessions))
    expect(sessions.join('\n').replaceAll('\u2009', '')).toContain(String(count));

  await goTo(page, 'Features');
  for (const [key, name] of [
    ['IPUA', 'IP address + user agent'],
    ['Inbox', 'Inbox'],
    ['IP', 'IP address'],
  ] as const) {
    await tab(page, name).last().click();
    const wanted = expected.features[key] ?? {};
    await expect
      .poll(async () => (await gridRows(page.getByRole('grid', { name: 'Features' }))).length, {
        timeout: 20_000,
      })
      .toBe(Object.keys(wanted).length + 1);
    const shown = new Map(
      (await gridRows(page.getByRole('grid', { name: 'Features' }))).map((cells) => [
        cells[0],
        cells,
      ]),
    );
    for (const [feature, { min, max, mean }] of Object.entries(wanted)) {
      const cells = shown.get(feature) ?? [];
      expect([feature, shows(cells[3], min), shows(cells[7], max), shows(cells[8], mean)]).toEqual([
        feature,
        true,
        true,
        true,
      ]);
    }
    const correlation = page.getByRole('region', { name: 'Correlation' });
    await correlation.getByRole('button', { name: /Table/ }).click();
    const matrix = await correlation
      .getByRole('table')
      .getByRole('row')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll('th,td')].map((cell) => cell.textContent.trim()),
        ),
      );
    const [head = [], ...lines] = matrix;
    for (const [first = '', ...cells] of lines) {
      cells.forEach((cell, i) => {
        const r = expected.correlation[key]?.[first]?.[head[i + 1] ?? ''];
        const value = Number(cell.replace('\u2212', '-'));
        if (r === null || r === undefined)
          expect(cell, `${first} × ${String(head[i + 1])}`).not.toMatch(/\d/);
        else if (first !== head[i + 1])
          expect(
            Math.abs(value - r),
            `${first} × ${String(head[i + 1])}: ${cell}`,
          ).toBeLessThanOrEqual(0.0051);
      });
    }
    await correlation.getByRole('button', { name: /Plot|Chart|Table/ }).click();
  }

  await goTo(page, 'Clusters');
  expect(await railText(page, 'Clusters')).toContain(
    `${String(expected.dbscan.clusters)} clusters, ${String(expected.dbscan.noise)} noise`,
  );
  await tab(page, 'Overview').click();
  const clusters = await gridRows(page.getByRole('grid', { name: 'Clusters', exact: true }));
  for (const [label, n] of Object.entries(expected.dbscan.sessions)) {
    expect(clusters[Number(label)]?.slice(2, 4)).toEqual([
      String(n),
      String(expected.requests_by_label[label]),
    ]);
  }
  await tab(page, 'Distinct values').click();
  const distinct = await gridRows(page.getByRole('grid', { name: 'Distinct values per cluster' }));
  for (const [label, counts] of Object.entries(expected.unique_by_label))
    expect(distinct[Number(label)]?.slice(1).map(Number)).toEqual(Object.values(counts));
  await tab(page, 'Pivots').click();
  for (const [name, pivot] of [
    ['AS Name', expected.pivot_as_name],
    ['AS Number', expected.pivot_as_number],
    ['CIDR Range', expected.pivot_cidr],
  ] as const) {
    await page.getByRole('main').getByText(name, { exact: true }).first().click();
    const grid = page.getByRole('grid', { name: `Events by ${name} and cluster` });
    await expect
      .poll(() => grid.getAttribute('aria-rowcount'))
      .toBe(String(Object.keys(pivot).length + 1));
    const shown = await gridRows(grid);
    const labels = Object.keys(expected.dbscan.sessions);
    expect(
      Object.fromEntries(
        shown.map(([key, ...cells]) => [key, cells.slice(0, labels.length).map(Number)]),
      ),
    ).toEqual(
      Object.fromEntries(
        Object.entries(pivot).map(([key, counts]) => [
          key,
          labels.map((label) => counts[label] ?? 0),
        ]),
      ),
    );
  }

  await goTo(page, 'Reputation');
  for (const [index, reputation] of [
    expected.reputation_ipua,
    expected.reputation_ip,
    expected.reputation_cidr,
    expected.reputation_as,
  ].entries()) {
    const chosen = page.getByRole('main').getByRole('tab').nth(index);
    expect((await chosen.innerText()).replaceAll('\u2009', '')).toContain(
      `${String(reputation.flagged)} of ${String(reputation.rows)}`,
    );
    await chosen.click();
    const grid = page.getByRole('grid', { name: 'Scores' });
    await expect
      .poll(() => grid.getAttribute('aria-rowcount'))
      .toBe(String(reputation.flagged + 1));
    const shown = new Map(
      (await gridRows(grid)).map((cells) => [
        cells.slice(0, reputation.top[0]?.key.length).join(' '),
        cells.slice(reputation.top[0]?.key.length),
      ]),
    );
    for (const { key, total, bot, score, low, sessions, bot_sessions } of reputation.top) {
      const cells = shown.get(key.join(' ')) ?? [];
      expect([cells[0], cells[1], cells[2], cells[6]]).toEqual([
        String(bot),
        String(total - bot),
        String(total),
        `${String(bot_sessions)} of ${String(sessions)}`,
      ]);
      expect([
        Math.abs(Number(cells[3]) - score) <= 0.00051,
        Math.abs(Number(cells[5]) - low) <= 0.00051,
      ]).toEqual([true, true]);
    }
  }
}

test(
  'every figure of the oracle for our own example stands on the page',
  { timeout: 180_000 },
  async () => {
    const site = await visitExample();
    await expectOnPage(
      site.page,
      oracle(new URL('../../recipes/golden/email-bots.json', import.meta.url)),
    );
    expect(site.problems).toEqual([]);
  },
);

const shared = existsSync(SHARED);
if (!shared)
  console.warn(
    'SKIPPED: ../shared/data/email-clicks is not here; its figures are not read off the page.',
  );

test.skipIf(!shared)(
  'every figure of the shared log stands on the page',
  { timeout: 180_000 },
  async () => {
    await using site = await visit();
    const buffer = gunzipSync(readFileSync(new URL('clicks.csv.gz', SHARED)));
    await openFiles(site.page, { name: 'clicks.csv', mimeType: 'text/csv', buffer });
    await waitForResult(site.page);
    await expectOnPage(site.page, oracle(new URL('expected.json', SHARED)));
    expect(site.problems).toEqual([]);
  },
);
