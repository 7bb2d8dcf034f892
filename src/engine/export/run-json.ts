import type { RunResult, StepResult } from '../result.ts';

/** The record of a run. Equal runs give equal records but for `steps[].ms`. @param tables  name → exported rows. */
export function runJson(
  result: RunResult,
  tables: Readonly<Record<string, number>>,
  versions: Readonly<Record<string, string>>,
) {
  const { recipe, recipeSha256, params, inputs, clusters, steps } = result;
  const joins = steps.filter(({ op }) => op === 'join');
  return {
    id: result.id,
    recipe: { id: recipe.id, version: recipe.version, sha256: recipeSha256 },
    params,
    inputs: inputs.map(({ name, files, mapping, reading }) => ({
      name,
      files,
      ...(mapping ? { mapping } : {}),
      ...(reading ? { reading } : {}),
    })),
    tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, { rows }])),
    clusters: Object.fromEntries(
      Object.entries(clusters).map(([name, { count, noise, sizes }]) => [
        name,
        { count, noise, sizes },
      ]),
    ),
    sessions: Object.fromEntries(
      steps.filter(({ op }) => op === 'sessionize').map((step) => [step.as, sessionCounts(step)]),
    ),
    ...(joins.length === 0
      ? {}
      : { joins: Object.fromEntries(joins.map(({ as, facts }) => [as, facts])) }),
    steps: steps.map(({ as, op, rows, elapsedMs, sql }) => ({
      as,
      op,
      rows,
      ms: Math.round(elapsedMs * 1000) / 1000,
      sql,
    })),
    warnings: [
      ...inputs.flatMap((input) => input.warnings),
      ...steps.flatMap((step) => step.warnings),
    ],
    versions,
  };
}

/** Sessions and all events of a sessionize step; among these, how many have no time and how many a null in their key. */
function sessionCounts({ facts }: StepResult) {
  const { sessions: count = 0, events = 0, noTime = 0, nullKey = 0 } = facts;
  return { count, events, noTime, nullKey };
}
