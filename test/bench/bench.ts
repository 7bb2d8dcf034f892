// `npm run bench [-- --json] [-- --only TEXT] [-- --runs N]`: every case against its rivals, in one run.
import { parseArgs } from 'node:util';
import { CASES, type Case, type RivalName } from './cases.ts';
import { makeData } from './data.ts';
import type { Timing } from './measure.ts';
import { firstCall, timeCold, timeOurs } from './ours.ts';
import { timeDensityClustering, timeReading, timeReference } from './rivals/in-process.ts';
import { scikitVersion, timeScikit } from './rivals/scikit.ts';

/** A line of the report: a case against one rival. Seconds are CPU seconds, medians. */
interface Line {
  readonly name: string;
  readonly method: string;
  readonly n: number;
  readonly dims: number;
  readonly eps: number | null;
  readonly minPts: number | null;
  readonly params: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly runs: number;
  readonly peakMB: number;
  readonly facts: Readonly<Record<string, number>>;
  readonly rival: string | null;
  readonly rivalSeconds: number | null;
  readonly rivalPeakMB: number | null;
  readonly rivalFacts: Readonly<Record<string, number>> | null;
  /** How many times the rival's seconds are ours; against reading the matrix, how many times our seconds are its. */
  readonly ratio: number | null;
}

function nameOf({ method, data, params, cold }: Case): string {
  const settings = Object.entries(params).map(([name, value]) => `${name} ${String(value)}`);
  const first = cold ? ', first call in a fresh process' : '';
  return `${method}, ${data.kind} ${String(data.rows)} × ${String(data.dims)}, ${settings.join(', ')}${first}`;
}

function timeRival(rival: RivalName, one: Case, points: Float64Array, runs: number): Timing | null {
  switch (rival) {
    case 'reference':
      return timeReference(one, points, one.data.dims);
    case 'density-clustering':
      return timeDensityClustering(one, points, one.data.dims);
    case 'scikit-learn':
      return timeScikit(one, points, one.data.dims, runs);
    case 'reading the matrix':
      return timeReading(points);
  }
}

async function* lines(
  cases: readonly Case[],
  runs: number,
  scikit: string | null,
): AsyncGenerator<Line> {
  for (const one of cases) {
    const points = await makeData(one.data);
    const ours = one.cold ? timeCold(one, runs) : await timeOurs(one, points, runs);
    const base = {
      name: nameOf(one),
      method: one.method,
      n: one.data.rows,
      dims: one.data.dims,
      eps: one.params['eps'] ?? null,
      minPts: one.params['minPts'] ?? null,
      params: one.params,
      ...ours,
    };
    const rivals = one.rivals.filter((rival) => rival !== 'scikit-learn' || scikit !== null);
    if (rivals.length === 0)
      yield {
        ...base,
        rival: null,
        rivalSeconds: null,
        rivalPeakMB: null,
        rivalFacts: null,
        ratio: null,
      };
    for (const rival of rivals) {
      const theirs = timeRival(rival, one, points, runs);
      if (!theirs) continue;
      const times = theirs.seconds / ours.seconds;
      yield {
        ...base,
        rival:
          rival === 'scikit-learn'
            ? `scikit-learn ${scikit ?? ''}${one.method === 'dbscan' ? ` (${one.algorithm ?? 'kd_tree'})` : ''}`
            : rival,
        rivalSeconds: theirs.seconds,
        rivalPeakMB: theirs.peakMB,
        rivalFacts: theirs.facts,
        ratio: rival === 'reading the matrix' ? 1 / times : times,
      };
    }
  }
}

function sentence(line: Line): string {
  const own = `${(line.seconds * 1000).toFixed(1)} ms, ${line.peakMB.toFixed(0)} MB`;
  if (line.rival === null || line.ratio === null) return `${line.name}: ${own}`;
  const other = `${line.rival} ${((line.rivalSeconds ?? NaN) * 1000).toFixed(1)} ms`;
  const ratio = line.ratio.toFixed(line.ratio < 10 ? 2 : 0);
  return line.rival === 'reading the matrix'
    ? `${line.name}: ${own}; ${ratio} × ${other}`
    : `${line.name}: ${own}; ${ratio} × faster than ${other}`;
}

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '5' },
    cold: { type: 'string' },
  },
});
if (values.cold !== undefined) {
  process.stdout.write(JSON.stringify(await firstCall(JSON.parse(values.cold) as Case)));
} else {
  const scikit = scikitVersion();
  if (scikit === null)
    process.stderr.write('No scikit-learn in $PYTHON (python3): not compared with it.\n');
  const chosen = CASES.filter((one) => nameOf(one).includes(values.only));
  const done: Line[] = [];
  for await (const line of lines(chosen, Number(values.runs), scikit)) {
    (values.json ? process.stderr : process.stdout).write(`${sentence(line)}\n`);
    done.push(line);
  }
  if (values.json) process.stdout.write(`${JSON.stringify(done, null, 1)}\n`);
}
