import './inspector.css';
import { createMemo, Show, type JSX } from 'solid-js';
import type { Workbench } from '../../state/workbench.ts';
import { DataInspector } from '../data/data-inspector.tsx';
import { VerdictSection } from '../reputation/verdict-section.tsx';
import { stepsInUse } from '../steps-in-use.ts';
import { ParametersSection } from './parameters-section.tsx';
import { SelectedSection } from './selected-section.tsx';
import { SqlSection } from './sql-section.tsx';
import { TimingSection } from './timing-section.tsx';

/** What every station has beside it: the selected thing, its parameters, the SQL of its steps and how long they took. */
export function StationInspector(props: { readonly workbench: Workbench }): JSX.Element {
  const station = () => props.workbench.navigation.station();
  const inUse = createMemo(() => {
    const result = props.workbench.result();
    return result ? stepsInUse(result) : new Set<string>();
  });
  const steps = createMemo(
    () => props.workbench.result()?.steps.filter((step) => step.station === station()) ?? [],
  );
  return (
    <>
      <SelectedSection workbench={props.workbench} />
      <Show when={station() === 'data'}>
        <DataInspector
          workbench={props.workbench}
          fallback={
            <Show when={steps().length === 0 && props.workbench.tables.shown()?.loaded}>
              <p class="note in-none">Select a column to see what it holds.</p>
            </Show>
          }
        />
      </Show>
      <ParametersSection workbench={props.workbench} station={station()} />
      <Show when={station() === 'reputation' && props.workbench.result()}>
        <VerdictSection workbench={props.workbench} />
      </Show>
      <Show when={steps().length > 0}>
        <SqlSection steps={steps()} tab={props.workbench.navigation.tab()} inUse={inUse()} />
        <TimingSection steps={steps()} />
      </Show>
    </>
  );
}
