import './inspector.css';
import { createMemo, Show, type JSX } from 'solid-js';
import type { Workbench } from '../../state/workbench.ts';
import { VerdictSection } from '../reputation/verdict-section.tsx';
import { ParametersSection } from './parameters-section.tsx';
import { SelectedSection } from './selected-section.tsx';
import { SqlSection } from './sql-section.tsx';
import { TimingSection } from './timing-section.tsx';

/** What every station has beside it: the selected thing, its parameters, the SQL of its steps and how long they took. */
export function StationInspector(props: { readonly workbench: Workbench }): JSX.Element {
  const station = () => props.workbench.navigation.station();
  const steps = createMemo(() => props.workbench.result()?.steps.filter((step) => step.station === station()) ?? []);
  return (
    <>
      <SelectedSection workbench={props.workbench} />
      <ParametersSection workbench={props.workbench} station={station()} />
      <Show when={station() === 'reputation' && props.workbench.result()}>
        <VerdictSection workbench={props.workbench} />
      </Show>
      <Show when={steps().length > 0}>
        <SqlSection steps={steps()} station={station()} />
        <TimingSection steps={steps()} />
      </Show>
    </>
  );
}
