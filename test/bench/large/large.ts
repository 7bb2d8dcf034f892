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
  readonly rivalSeconds: number;
  readonly rivalPeakMB: number;
  /** How many times native's seconds are the page's. */
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
  const theirs = native({
    before: [],
    ways: [[`CREATE TABLE loaded AS SELECT * FROM read_${format}('${path}')`]],
    check: 'SELECT count(*) FROM loaded',
  });
  const ours = await inBrowser(url, path, 'loadChosen');
  if (ours.rows !== rows || theirs.check !== rows)
    throw new Error(`${name}: ${String(ours.rows)} rows here, ${String(theirs.check)} there.`);
  return line(name, ours.seconds, ours, theirs);
}

async function sessionsLine(url: string): Promise<Line> {
  const path = await clicks();
  const theirs = native(nativeSessions(path));
  const ours = await inBrowser(url, path, 'runChosen');
  const seconds = (ours.steps['sessions_ipua'] ?? NaN) + (ours.steps['features_ipua'] ?? NaN);
  return line(`sessionize and aggregate ${String(CLICKS)} clicks`, seconds, ours, theirs);
}

function line(
  name: string,
  seconds: number,
  ours: Awaited<ReturnType<typeof inBrowser>>,
  theirs: NativeTiming,
): Line {
  return {
    name: `${name}, ${ours.browser}`,
    seconds,
    peakMB: ours.peakMB,
    engineMB: ours.engineBytes / 2 ** 20,
    rows: ours.rows,
    rival: `native DuckDB ${theirs.version}, one thread`,
    rivalSeconds: theirs.seconds,
    rivalPeakMB: theirs.peakMB,
    ratio: seconds / theirs.seconds,
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
const done: Line[] = [];
for (const { measure } of cases) {
  for (let run = 0; run < Number(values.runs); run += 1) {
    const found = await measure();
    const { name, seconds, peakMB, engineMB, rival, rivalSeconds, ratio } = found;
    (values.json ? process.stderr : process.stdout).write(
      `${name}: ${seconds.toFixed(2)} s, page's process at most ${peakMB?.toFixed(0) ?? '?'} MB (engine ${engineMB.toFixed(0)} MB); ` +
        `${ratio.toFixed(2)} × the time of ${rival} (${rivalSeconds.toFixed(2)} s)\n`,
    );
    done.push(found);
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(done, null, 1)}\n`);
