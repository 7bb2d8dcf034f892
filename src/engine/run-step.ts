import { isObject } from '../recipe/migrate.ts';
import type { Plan, PlannedStep } from '../recipe/plan.ts';
import type { Examples, Facts } from '../steps/kind.ts';
import { counted } from './counted.ts';
import { create, statements, type Created } from './create-relation.ts';
import { matrixText, runMatrix } from './matrix-step.ts';
import { namesFor } from './names.ts';
import type { LoadedInput } from './ports.ts';
import type { ClusterSizes, StepResult } from './result.ts';
import type { Ports, RunOptions } from './run-options.ts';

export interface StepRun {
  readonly plan: Plan;
  readonly step: PlannedStep;
  readonly key: string;
  readonly inputs: readonly LoadedInput[];
  readonly done: ReadonlyMap<string, StepResult>;
  readonly created: Created[];
}

/** Runs one step under a name of its own, so that an earlier result of it stays readable. */
export async function runStep(
  { plan, step, key, inputs, done, created }: StepRun,
  ports: Ports,
  options: RunOptions,
): Promise<{ result: StepResult; sizes?: ClusterSizes | undefined }> {
  const started = performance.now();
  const relation = `${step.name} ${key.slice(0, 12)}`;
  const physical = (name: string): string =>
    name === step.name ? relation : (done.get(name)?.relation ?? name);
  const names = namesFor(plan, step, options.verdicts, physical, inputs);
  const compiled = step.compile(names);
  const readable = step.compile(namesFor(plan, step, options.verdicts));
  const onProgress = (phase: string, worked: number, total: number): void =>
    options.onEvent?.({
      type: 'step-progress',
      as: step.name,
      method: step.method ?? step.sentence,
      phase,
      done: worked,
      total,
    });
  const doing = { signal: options.signal, onProgress };
  let outcome: { facts: Facts; examples?: Examples; sizes?: ClusterSizes | undefined };
  if (compiled.kind === 'matrix') {
    created.push({ kind: 'table', name: relation });
    outcome = await runMatrix(compiled, relation, ports, doing);
  } else {
    const sourceRows = Math.max(0, ...step.sources.map((source) => done.get(source)?.rows ?? 0));
    const making = { ...doing, sourceRows };
    outcome = await create(compiled, relation, ports.database, created, making);
  }
  const { rows, facts: counts } = await counted(
    ports.database,
    relation,
    step.facts(names),
    options,
  );
  const facts = { ...counts, ...outcome.facts };
  const result: StepResult = {
    as: step.name,
    op: step.step.op,
    station: step.station,
    sentence: step.sentence,
    method: step.method,
    sources: step.sources,
    json: isObject(step.json) ? step.json : {},
    schema: step.schema,
    exported: step.step.export ?? step.schema.map((column) => column.name),
    long: step.long,
    relation,
    kind: compiled.kind === 'view' ? 'view' : 'table',
    parts: compiled.kind === 'matrix' ? [] : (compiled.parts ?? []),
    key,
    rows,
    elapsedMs: performance.now() - started,
    matrix: compiled.kind === 'matrix' ? compiled.query : null,
    sql: readable.kind === 'matrix' ? matrixText(readable) : statements(step.name, readable),
    facts,
    warnings: step.warnings(facts, outcome.examples),
    reused: false,
  };
  return { result, sizes: outcome.sizes };
}
