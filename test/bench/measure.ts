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
  readonly warmUps?: number;
  /** No further run once so much was spent. */
  readonly budgetSeconds?: number;
  /** Asked when all is done. */
  readonly peakMB?: () => number;
}

/** Times work that has been done `warmUps` times before; CPU of all threads of this process, the compiler's among them. */
export function time(work: () => Timing['facts'], how: HowOften = {}): Timing {
  const { runs = 5, warmUps = 1, budgetSeconds = Infinity, peakMB } = how;
  let facts: Timing['facts'] = {};
  for (let i = 0; i < warmUps; i++) facts = work();
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
