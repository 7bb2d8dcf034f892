import * as v from 'valibot';
import { readJson } from '../recipe/json.ts';
import { issueMessage, issuePath } from '../steps/issue.ts';
import type { Verdicts } from '../steps/kind.ts';
import type { Outcome } from '../steps/problem.ts';

const shape = v.strictObject({
  version: v.literal(1, 'Only version 1 of a judgement is known here.'),
  run: v.string(),
  noiseSuspect: v.optional(v.boolean(), false),
  clusters: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(/^\d+$/, 'A cluster is named by its number.')),
      v.strictObject({
        name: v.optional(v.string(), ''),
        suspect: v.optional(v.boolean()),
        note: v.optional(v.string(), ''),
      }),
    ),
    {},
  ),
});

/** What a person decided of one cluster; `suspect` undefined leaves the default. */
export interface ClusterJudgement {
  readonly name: string;
  readonly suspect?: boolean | undefined;
  readonly note: string;
}

/** A person's verdicts on the clusters of one run, kept apart from recipe and run. */
export interface Judgement {
  readonly version: 1;
  readonly run: string;
  readonly noiseSuspect: boolean;
  readonly clusters: Readonly<Record<string, ClusterJudgement>>;
}

export const NO_VERDICTS: Verdicts = { noiseSuspect: false, suspects: {} };

/** A judgement from JSON text, or what is wrong with it. */
export function parseJudgement(source: string): Outcome<Judgement> {
  const json = readJson(source);
  if (!json.ok) return json;
  const parsed = v.safeParse(shape, json.value);
  if (parsed.success) return { ok: true, value: parsed.output };
  return {
    ok: false,
    problems: parsed.issues.map((issue) => ({
      pointer: issuePath(issue),
      message: issueMessage(issue),
    })),
  };
}

/** The part of a judgement that changes scores. */
export function verdictsOf(judgement: Judgement | null): Verdicts {
  if (!judgement) return NO_VERDICTS;
  const judged = Object.entries(judgement.clusters).flatMap(([cluster, { suspect }]) =>
    suspect === undefined ? [] : [[Number(cluster), suspect] as const],
  );
  return { noiseSuspect: judgement.noiseSuspect, suspects: Object.fromEntries(judged) };
}

/** Whether each cluster is suspect: all but the one with the most events (ties: the lowest), where nobody has decided otherwise. */
export function suspectClusters(events: readonly number[], verdicts: Verdicts): boolean[] {
  const organic = events.reduce(
    (best, n, cluster) => (n > (events[best] ?? -1) ? cluster : best),
    0,
  );
  return events.map((_, cluster) => verdicts.suspects[cluster] ?? cluster !== organic);
}

/** The judgement that a run was scored with, the defaults written out. */
export function effectiveJudgement(
  run: string,
  events: readonly number[],
  given: Judgement | null,
): Judgement {
  const suspects = suspectClusters(events, verdictsOf(given));
  const clusters = suspects.map((suspect, cluster) => {
    const { name = '', note = '' } = given?.clusters[String(cluster)] ?? {};
    return [String(cluster), { name, suspect, note }] as const;
  });
  return {
    version: 1,
    run,
    noiseSuspect: given?.noiseSuspect ?? false,
    clusters: Object.fromEntries(clusters),
  };
}
