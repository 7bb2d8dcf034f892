/** Seconds of CPU, the median of `runs` runs, and the most memory in megabytes. */
export interface Timing {
  readonly seconds: number;
  readonly runs: number;
  readonly peakMB: number;
  /** What came out, to see that the same was done: counts by name. */
  readonly facts: Readonly<Record<string, number>>;
}

export interface HowOften {
  readonly runs?: number;
  /** Done over and over for so long before: short work is compiled well only then. */
  readonly warmSeconds?: number;
  /** No further run once so much was spent. */
  readonly budgetSeconds?: number;
  /** Asked when all is done. */
  readonly peakMB?: () => number;
}

/** Times work that is warm; CPU of all threads of this process, the compiler's among them. */
export function time(work: () => Timing['facts'], how: HowOften = {}): Timing {
  const { runs = 5, warmSeconds = 0.5, budgetSeconds = Infinity, peakMB } = how;
  let facts: Timing['facts'] = {};
  const cold = performance.now();
  while (performance.now() - cold < warmSeconds * 1000) facts = work();
  const seconds: number[] = [];
  let last = 0;
  for (let sum = 0; seconds.length < runs && sum < budgetSeconds; sum += last) {
    const start = process.cpuUsage();
    facts = work();
    const { user, system } = process.cpuUsage(start);
    last = (user + system) / 1e6;
    seconds.push(last);
  }
  return { seconds: median(seconds), runs: seconds.length, peakMB: peakMB?.() ?? 0, facts };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
