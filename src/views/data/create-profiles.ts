import { createMemo, type Accessor } from 'solid-js';
import type { StepResult } from '../../engine/result.ts';
import { ident, sql } from '../../sql/sql.ts';
import type { Failure } from '../../state/failure.ts';
import type { Workbench } from '../../state/workbench.ts';
import { createStepRows } from '../step-rows.ts';
import { columnProfiles, profileOf, type ColumnProfile } from './column-model.ts';

export interface Profiles {
  /** The profile step of the shown result and the relation that it profiles; null where the recipe has none. */
  readonly steps: Accessor<{ readonly step: StepResult; readonly of: StepResult } | null>;
  /** Every column of that relation; empty until they are here. */
  readonly columns: Accessor<readonly ColumnProfile[]>;
  readonly failure: Accessor<Failure | null>;
}

/** What the recipe's own profile step tells of the columns that it runs on. */
export function createProfiles(workbench: Accessor<Workbench>): Profiles {
  const steps = createMemo(() => {
    const run = workbench().result();
    return run ? profileOf(run) : null;
  });
  const table = createStepRows(workbench, () => {
    const step = steps()?.step;
    return step ? sql`SELECT * FROM ${ident(step.relation)}` : null;
  });
  const columns = createMemo((): readonly ColumnProfile[] => {
    const run = workbench().result();
    const answer = table.value();
    return run && answer ? columnProfiles(answer, run) : [];
  });
  return { steps, columns, failure: table.failure };
}
