import { text } from 'node:stream/consumers';
import type { Download, Locator, Page } from 'playwright-core';
import { painted } from '../painted.ts';

/** Stations in the order of the pipeline, as the rail names them. */
export const STATIONS = [
  'Data',
  'Sessions',
  'Features',
  'Clusters',
  'Reputation',
  'Export',
] as const;
export type StationName = (typeof STATIONS)[number];

/** Waits until all that was asked for has come, and has been painted. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('.bones, .dt-wait, [aria-busy=true]') === null,
    undefined,
    { timeout: 30_000, polling: 100 },
  );
  await painted(page);
}

export async function hasFocus(at: Locator): Promise<boolean> {
  return at.evaluate((element) => element === document.activeElement);
}

/** Closes what is open, as a person would. */
export async function toStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'E-mail click bots' }).click();
  await page.getByRole('menuitem', { name: 'Start page' }).click();
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
}

/** Presses the one button of the start page and waits for the last step's result. */
export async function openExample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'E-mail campaign, 24 k clicks (simulated)' }).click();
  await waitForResult(page);
}

/** Picks files of this machine as a person would. */
export async function openFiles(
  page: Page,
  files: Parameters<Awaited<ReturnType<typeof chooser>>['setFiles']>[0],
): Promise<void> {
  await (await chooser(page)).setFiles(files);
}

async function chooser(page: Page) {
  const [opened] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose files' }).click(),
  ]);
  return opened;
}

/** Waits until nothing runs and the reputation has a result. */
export async function waitForResult(page: Page, timeout = 60_000): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Pipeline' })
    .getByRole('button', { name: /^Reputation, .*flagged/ })
    .waitFor({ timeout });
  await page.getByRole('button', { name: /^Run/ }).waitFor({ timeout });
}

export async function goTo(page: Page, station: StationName): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Pipeline' })
    .getByRole('button', { name: new RegExp(`^${station}\\b`) })
    .click();
  await page.getByRole('heading', { level: 1, name: station }).waitFor();
}

/** What the rail says of a station: "Clusters · DBSCAN 4 clusters, 0 noise"; thin spaces and the time that it took are left out. */
export async function railText(page: Page, station: StationName): Promise<string> {
  const row = page
    .getByRole('navigation', { name: 'Pipeline' })
    .getByRole('button', { name: new RegExp(`^${station}\\b`) });
  return bare(await row.innerText()).replace(/\n[\d.]+\s\w+$/, '');
}

/** The same of all stations. */
export async function railTexts(page: Page): Promise<Partial<Record<StationName, string>>> {
  const said: Partial<Record<StationName, string>> = {};
  for (const station of STATIONS) said[station] = await railText(page, station);
  return said;
}

/** Text as it would be copied: no thin or fixed spaces inside numbers, ASCII minus. */
export function bare(text: string): string {
  return text
    .replace(/(\d)\u2009(?=\d)/g, '$1')
    .replaceAll('\u2212', '-')
    .replaceAll('\u00a0', ' ');
}

/** Text of a downloaded file. */
export async function downloaded(download: Download): Promise<string> {
  return text(await download.createReadStream());
}

/** Presses something that saves a file; gives its name and text. Chromium now and then drops one of many downloads in a row: then it is pressed again. */
export async function saved(
  page: Page,
  press: () => Promise<void>,
  tries = 3,
): Promise<{ name: string; text: string }> {
  const waiting = page.waitForEvent('download', { timeout: 8000 }).catch(() => null);
  await press();
  const download = await waiting;
  if (download) return { name: download.suggestedFilename(), text: await downloaded(download) };
  if (tries <= 1) throw new Error('Nothing was downloaded.');
  return saved(page, press, tries - 1);
}

/** A changed parameter runs by itself where that is cheap; on a slow machine it awaits Run. */
export async function runWhatWaits(page: Page): Promise<void> {
  await page.waitForTimeout(300);
  const run = page.getByRole('button', { name: /^Run/ });
  if ((await run.count()) > 0 && (await run.isEnabled())) await run.click();
  await waitForResult(page);
}

/** Chooses the method of clustering and waits for its clusters; the Clusters station must be open. */
export async function useMethod(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /Method/ }).click();
  await page.getByRole('option', { name, exact: true }).click();
  await runWhatWaits(page);
  await page
    .getByRole('navigation', { name: 'Pipeline' })
    .getByRole('button', { name: /^Clusters/ })
    .filter({ hasText: name })
    .waitFor({ timeout: 20_000 });
}
