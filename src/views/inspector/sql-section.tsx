import { createEffect, createMemo, createSignal, on, Show, type JSX } from 'solid-js';
import type { StepResult } from '../../engine/result.ts';
import { Section } from '../../widgets/section.tsx';
import { Select } from '../../widgets/select.tsx';
import { CopyButton, SqlView } from '../../widgets/sql-view.tsx';

/** The SQL that a station's steps ran, one step at a time. */
export function SqlSection(props: {
  readonly steps: readonly StepResult[];
  readonly tab: string;
  /** Steps that the clusters stand on: one of them is shown first. */
  readonly inUse: ReadonlySet<string>;
}): JSX.Element {
  const [chosen, choose] = createSignal('');
  // A tab may show one step: its SQL, then.
  createEffect(
    on(
      () => props.tab,
      () => choose(''),
      { defer: true },
    ),
  );
  const named = (name: string): StepResult | undefined =>
    props.steps.find((candidate) => candidate.as === name);
  const step = createMemo(
    () =>
      named(chosen()) ??
      named(props.tab) ??
      props.steps.find((each) => props.inUse.has(each.as)) ??
      props.steps[0],
  );
  const sql = (): string => step()?.sql ?? '';
  return (
    <Section id="sql" title="Compiled SQL" action={<CopyButton text={sql()} what="SQL" />}>
      <Show when={props.steps.length > 1}>
        <div class="in-pick">
          <Select
            label="Step"
            value={step()?.as ?? ''}
            choices={props.steps.map((each) => ({ value: each.as, label: each.as }))}
            onChange={choose}
          />
        </div>
      </Show>
      <p class="note in-words">{step()?.sentence}</p>
      <SqlView label={`Compiled SQL of ${step()?.as ?? ''}`} sql={sql()} copy={false} />
    </Section>
  );
}
