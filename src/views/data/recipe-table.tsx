import { Show, type JSX } from 'solid-js';
import type { Workbench } from '../../state/workbench.ts';
import { Callout } from '../../widgets/callout.tsx';
import { LoadingState } from '../../widgets/states.tsx';
import { WarningList } from '../warning-list.tsx';
import { ColumnsTable } from './columns-table.tsx';
import { createProfiles } from './create-profiles.ts';
import './data.css';
import { Rejects } from './rejects.tsx';

/** The table that the recipe ran on: every column with its profile and its role, and every record that was not taken over. */
export function RecipeTable(props: {
  readonly workbench: Workbench;
  readonly onChangeReading?: (() => void) | undefined;
}): JSX.Element {
  const result = () => props.workbench.result();
  const { steps, columns, failure } = createProfiles(() => props.workbench);
  const warnings = (): readonly string[] => {
    const steps = result()?.steps.filter((step) => step.station === 'data') ?? [];
    return [
      ...(result()?.inputs.flatMap((input) => input.warnings) ?? []),
      ...steps.flatMap((step) => step.warnings),
    ];
  };
  return (
    <Show when={result()}>
      {(run) => (
        <>
          <WarningList warnings={warnings()} />
          <Show
            when={steps()}
            fallback={<p class="note data-none">This recipe has no profile of its columns.</p>}
          >
            {(shown) => (
              <Show when={columns().length > 0} fallback={<Waiting failure={failure()?.message} />}>
                <div class="data-columns" style={{ '--rows': String(columns().length) }}>
                  <ColumnsTable
                    workbench={props.workbench}
                    relation={shown().of.relation}
                    columns={columns()}
                  />
                </div>
              </Show>
            )}
          </Show>
          <Show when={run().inputs.some((input) => input.rejects.length > 0)}>
            <Rejects inputs={run().inputs} onChangeReading={props.onChangeReading} />
          </Show>
        </>
      )}
    </Show>
  );
}

function Waiting(props: { readonly failure: string | undefined }): JSX.Element {
  return (
    <Show when={props.failure} fallback={<LoadingState text="Reading the profile" lines={6} />}>
      {(message) => (
        <div class="data-warnings">
          <Callout tone="error">{message()}</Callout>
        </div>
      )}
    </Show>
  );
}
