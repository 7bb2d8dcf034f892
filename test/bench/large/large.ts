// `npm run bench -- --large`: large files in a real browser against native DuckDB with one thread, in one run.
import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { simulateEmailClicks } from '../../../src/simulate/email-clicks.ts';
import { type LargeFile, largeFile } from './data.ts';
import { inBrowser, openBenchSite } from './in-browser.ts';
import type { NativeTiming, NativeWork } from './native.ts';
import { nativeSessions } from './sessions.ts';

/** Wall seconds: of the page in the browser, and of native DuckDB for the same. */
interface Line {
  readonly name: string;
  readonly seconds: number;
  readonly peakMB: number | null;
  readonly engineMB: number;
  readonly rows: number;
  readonly rival: string;
  /** Before the page's work and after it: a machine that others share has slow and fast minutes. */
  readonly rivalSeconds: readonly [number, number];
  readonly rivalPeakMB: number;
  /** How many times native's seconds are the page's, by the mean of both. */
  readonly ratio: number;
}

const FILES: readonly LargeFile[] = [
  { rows: 10_000_000, columns: 10, format: 'parquet' },
  { rows: 10_000_000, columns: 10, format: 'csv' },
  { rows: 30_000_000, columns: 8, format: 'csv' },
];
const CLICKS = 1_000_000;

function native(work: NativeWork): NativeTiming {
  const script = join(import.meta.dirname, 'native.ts');
  const out = execFileSync(process.execPath, ['--import', 'tsx', script, JSON.stringify(work)]);
  return JSON.parse(out.toString()) as NativeTiming;
}

async function loadLine(url: string, { rows, columns, format }: LargeFile): Promise<Line> {
  const path = await largeFile({ rows, columns, format });
  const name = `load ${format} ${String(rows)} × ${String(columns)}, ${(statSync(path).size / 1e6).toFixed(0)} MB`;
  const work: NativeWork = {
    before: [],
    ways: [[`CREATE TABLE loaded AS SELECT * FROM read_${format}('${path}')`]],
    check: 'SELECT count(*) FROM loaded',
  };
  const before = native(work);
  const ours = await inBrowser(url, path, 'loadChosen');
  const after = native(work);
  if (ours.rows !== rows || after.check !== rows)
    throw new Error(`${name}: ${String(ours.rows)} rows here, ${String(after.check)} there.`);
  return line(name, ours.seconds, ours, [before, after]);
}

async function sessionsLine(url: string): Promise<Line> {
  const path = await clicks();
  const work = nativeSessions(path);
  const before = native(work);
  const ours = await inBrowser(url, path, 'runChosen');
  const after = native(work);
  const seconds = (ours.steps['sessions_ipua'] ?? NaN) + (ours.steps['features_ipua'] ?? NaN);
  return line(`sessionize and aggregate ${String(CLICKS)} clicks`, seconds, ours, [before, after]);
}

function line(
  name: string,
  seconds: number,
  ours: Awaited<ReturnType<typeof inBrowser>>,
  theirs: readonly [NativeTiming, NativeTiming],
): Line {
  const [before, after] = theirs;
  return {
    name: `${name}, ${ours.browser}`,
    seconds,
    peakMB: ours.peakMB,
    engineMB: ours.engineBytes / 2 ** 20,
    rows: ours.rows,
    rival: `native DuckDB ${after.version}, one thread`,
    rivalSeconds: [before.seconds, after.seconds],
    rivalPeakMB: Math.max(before.peakMB, after.peakMB),
    ratio: (2 * seconds) / (before.seconds + after.seconds),
  };
}

async function clicks(): Promise<string> {
  const path = join(tmpdir(), `spoor-bench-clicks-${String(CLICKS)}.csv`);
  if (existsSync(path)) return path;
  const out = createWriteStream(path);
  for (const { csv } of simulateEmailClicks({ seed: 1, rows: CLICKS }).chunks) out.write(csv);
  await new Promise((done) => out.end(done));
  return path;
}

const { values } = parseArgs({
  options: {
    large: { type: 'boolean' },
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '1' },
  },
});
await using site = await openBenchSite();
const cases = [
  { name: 'sessionize', measure: () => sessionsLine(site.url) },
  ...FILES.map((file) => ({
    name: `${file.format} ${String(file.rows)}`,
    measure: () => loadLine(site.url, file),
  })),
].filter(({ name }) => name.includes(values.only));
const report = values.json ? process.stderr : process.stdout;
const done: Line[] = [];
for (const { name, measure } of cases) {
  const ratios: number[] = [];
  for (let run = 0; run < Number(values.runs); run += 1) {
    const found = await measure();
    report.write(described(found));
    ratios.push(found.ratio);
    done.push(found);
  }
  const sorted = ratios.toSorted((a, b) => a - b);
  if (sorted.length > 1)
    report.write(
      `${name}: ${String(sorted.length)} runs, ${times(sorted[0])} to ${times(sorted.at(-1))} ×, median ${times(sorted[sorted.length >> 1])} ×\n`,
    );
}
if (values.json) process.stdout.write(`${JSON.stringify(done, null, 1)}\n`);

function described({ name, seconds, peakMB, engineMB, rival, rivalSeconds, ratio }: Line): string {
  const native = rivalSeconds.map((each) => `${each.toFixed(2)} s`).join(' before, ');
  return (
    `${name}: ${seconds.toFixed(2)} s, page's process at most ${peakMB?.toFixed(0) ?? '?'} MB (engine ${engineMB.toFixed(0)} MB); ` +
    `${times(ratio)} × the time of ${rival} (${native} after)\n`
  );
}

function times(ratio = NaN): string {
  return ratio.toFixed(2);
}
