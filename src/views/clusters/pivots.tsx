import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import type { StepResult } from '../../engine/result.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Segmented } from '../../widgets/segmented.tsx';
import { Select } from '../../widgets/select.tsx';
import { EmptyState } from '../../widgets/states.tsx';
import { FIRST_OTHER } from './cluster-words.ts';
import { PivotTable } from './pivot-table.tsx';

const MOST_SEGMENTS = 4;

/** Events by key and cluster, one key at a time. */
export function Pivots(props: {
  readonly workbench: Workbench;
  readonly steps: readonly StepResult[];
}): JSX.Element {
  const [chosen, choose] = createSignal('');
  const step = createMemo(
    () => props.steps.find((candidate) => candidate.as === chosen()) ?? props.steps[0],
  );
  const choices = () =>
    props.steps.map((candidate) => ({
      value: candidate.as,
      label: candidate.schema[0]?.name ?? candidate.as,
    }));
  const clusters = (): number => props.workbench.events().byCluster.length;
  return (
    <div class="body cl-whole">
      <Show
        when={step()}
        fallback={
          <EmptyState
            title="No pivots"
            text="This recipe has no step that counts events by cluster."
          />
        }
      >
        {(shown) => (
          <>
            <div class="pan cl-head">
              <div class="pan-h">
                <h2>Events by {shown().schema[0]?.name} and cluster</h2>
                <small class="num">
                  by total
                  {clusters() > FIRST_OTHER
                    ? `; ${formatCounted(clusters() - FIRST_OTHER, 'cluster')} in one column, the export has all`
                    : ''}
                </small>
                <span class="sp" />
                <Show
                  when={props.steps.length <= MOST_SEGMENTS}
                  fallback={
                    <span class="cl-pick">
                      <Select
                        label="Key"
                        value={shown().as}
                        choices={choices()}
                        onChange={choose}
                      />
                    </span>
                  }
                >
                  <Segmented
                    small
                    label="Key"
                    value={shown().as}
                    choices={choices()}
                    onChange={choose}
                  />
                </Show>
              </div>
            </div>
            {/* Another pivot starts with an empty table: its name never stands over the rows of the one before. */}
            <Show when={shown().as} keyed>
              {(_name) => <PivotTable workbench={props.workbench} step={shown()} />}
            </Show>
          </>
        )}
      </Show>
    </div>
  );
}
