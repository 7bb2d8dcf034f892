import * as v from 'valibot';
import type { Sql } from '../sql/sql.ts';
import type {
  Checked,
  Compiled,
  Examples,
  Facts,
  MatrixTask,
  Names,
  Scope,
  Station,
  StepBase,
  StepKind,
} from './kind.ts';
import { issueMessage, issuePath } from './issue.ts';
import type { Outcome } from './problem.ts';

/** A step of a recipe together with its kind: what the plan and the engine work with. */
export interface BoundStep {
  readonly step: StepBase;
  readonly station: Station;
  readonly usesVerdicts: boolean;
  readonly long: boolean;
  readonly sources: readonly string[];
  /** Inputs that it reads itself. */
  readonly inputs: readonly string[];
  readonly sentence: string;
  /** Name of the method, or null where the kind of step has but one. */
  readonly method: string | null;
  /** The step's JSON, parameters filled in, without what does not count. */
  readonly json: unknown;
  check(scope: Scope): Checked;
  compile(names: Names): Compiled | MatrixTask;
  facts(names: Names): Sql | null;
  warnings(facts: Facts, examples?: Examples): readonly string[];
}

export interface Binder {
  readonly op: string;
  /** Checks the shape of a step; problems point below `at`. */
  parse(raw: unknown, at: string): Outcome<BoundStep>;
}

/** Pairs a kind with the steps of its shape, so that no caller needs to know which kind it holds. */
export function bind<S extends StepBase>(kind: StepKind<S>): Binder {
  return {
    op: kind.op,
    parse: (raw, at) => {
      const parsed = v.safeParse(kind.shape, raw);
      if (!parsed.success)
        return {
          ok: false,
          problems: parsed.issues.map((issue) => ({
            pointer: at + issuePath(issue),
            message: issueMessage(issue),
          })),
        };
      const step = parsed.output;
      return {
        ok: true,
        value: {
          step,
          station: kind.station,
          usesVerdicts: kind.usesVerdicts ?? false,
          long: kind.long ?? false,
          sources: kind.sources(step),
          inputs: kind.inputs?.(step) ?? [],
          sentence: kind.describe(step),
          method: kind.method?.(step) ?? null,
          json: kind.relevant?.(step) ?? raw,
          check: (scope) => kind.check(step, scope),
          compile: (names) => kind.compile(step, names),
          facts: (names) => kind.facts?.(step, names) ?? null,
          warnings: (facts, examples = {}) => kind.warnings?.(step, facts, examples) ?? [],
        },
      };
    },
  };
}
