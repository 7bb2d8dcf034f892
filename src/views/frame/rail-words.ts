/** How a step stands: drawn as its node, said in its name. */
export type StationState = 'done' | 'stale' | 'todo' | 'running' | 'failed';

/** A row of the rail. */
export interface RailStation {
  id: string;
  name: string;
  /** After the "·": "DBSCAN". */
  variant?: string;
  /** Its result: "4 clusters, 0 noise"; while running, what it is doing. */
  output?: string;
  seconds?: number;
  state: StationState;
  /** Rows of its output, for the width of the trail. */
  rows?: number;
  disabled?: boolean;
}

const WORDS: Record<StationState, string> = {
  done: '',
  stale: 'stale',
  todo: 'not run',
  running: 'running',
  failed: 'failed',
};

/** What stands between a station's name and its output when it is read out: "Clusters, stale, 4 clusters". */
export function stateWords(state: StationState): string {
  return WORDS[state] ? `, ${WORDS[state]}, ` : ', ';
}

/** Height of a row and the middle of its node, in CSS pixels. */
export const STEP_HEIGHT = 46;

/** The trail's points: one at each node up to the first without rows. */
export function trailNodes(stations: readonly RailStation[]): { y: number; rows: number }[] {
  const nodes: { y: number; rows: number }[] = [];
  for (const [index, { rows }] of stations.entries()) {
    if (rows === undefined) break;
    nodes.push({ y: index * STEP_HEIGHT + STEP_HEIGHT / 2, rows });
  }
  return nodes;
}
