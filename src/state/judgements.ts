import { createMemo, createSignal, type Accessor } from 'solid-js';
import {
  effectiveJudgement,
  suspectClusters,
  verdictsOf,
  type ClusterJudgement,
  type Judgement,
} from '../engine/judgement.ts';
import type { Verdicts } from '../steps/kind.ts';

const EMPTY: Judgement = { version: 1, run: '', noiseSuspect: false, clusters: {} };

export interface Judgements {
  /** The verdicts on the clusters of a key; the defaults are not in it. */
  verdictsFor(key: string): Verdicts;
  /** Whether each cluster shown is suspect, defaults included. */
  readonly suspects: Accessor<readonly boolean[]>;
  readonly noiseSuspect: Accessor<boolean>;
  name(cluster: number): string;
  rename(cluster: number, name: string): void;
  setSuspect(cluster: number, suspect: boolean): void;
  setNoiseSuspect(suspect: boolean): void;
  /** Takes over a judgement for the clusters that are shown now. */
  load(judgement: Judgement): void;
  /** What is saved: names and verdicts, the defaults written out. */
  document(run: string): Judgement;
}

/**
 * What the person says of the clusters. Other clusters (another `key`) have a judgement of their own, and the old one
 * comes back with the old clusters. `events` are the events of clusters 0, 1, …
 */
export function createJudgements(
  key: Accessor<string>,
  events: Accessor<readonly number[]>,
): Judgements {
  const [all, setAll] = createSignal<ReadonlyMap<string, Judgement>>(new Map());
  const given = createMemo(() => all().get(key()) ?? EMPTY);
  const suspects = createMemo(() => suspectClusters(events(), verdictsOf(given())));
  const put = (judgement: Judgement): void => {
    setAll((before) => new Map(before).set(key(), judgement));
  };
  const change = (cluster: number, part: Partial<ClusterJudgement>): void => {
    const id = String(cluster);
    put({
      ...given(),
      clusters: {
        ...given().clusters,
        [id]: { ...(given().clusters[id] ?? { name: '', note: '' }), ...part },
      },
    });
  };
  return {
    verdictsFor: (clusters) => verdictsOf(all().get(clusters) ?? EMPTY),
    suspects,
    noiseSuspect: () => given().noiseSuspect,
    name: (cluster) => given().clusters[String(cluster)]?.name ?? '',
    rename: (cluster, name) => {
      change(cluster, { name });
    },
    setSuspect: (cluster, suspect) => {
      change(cluster, { suspect });
    },
    setNoiseSuspect: (noiseSuspect) => {
      put({ ...given(), noiseSuspect });
    },
    load: put,
    document: (run) => effectiveJudgement(run, events(), given()),
  };
}

/** The same; `onVerdict` is called after each change of what is suspect. */
export function heard(judgements: Judgements, onVerdict: () => void): Judgements {
  return {
    ...judgements,
    setSuspect: (cluster, suspect) => {
      judgements.setSuspect(cluster, suspect);
      onVerdict();
    },
    setNoiseSuspect: (suspect) => {
      judgements.setNoiseSuspect(suspect);
      onVerdict();
    },
    load: (judgement) => {
      judgements.load(judgement);
      onVerdict();
    },
  };
}
