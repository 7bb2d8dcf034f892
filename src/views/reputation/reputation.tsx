import { createSignal, type JSX } from 'solid-js';
import type { StepResult } from '../../engine/result.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Segmented } from '../../widgets/segmented.tsx';
import { Figures } from './figures.tsx';
import { ReputationTable } from './reputation-table.tsx';

type Shown = 'flagged' | 'all';

const CHOICES: readonly { value: Shown; label: string }[] = [
  { value: 'flagged', label: 'Score above 0' },
  { value: 'all', label: 'All keys' },
];

/** One reputation: what it catches, and its keys. */
export function Reputation(props: {
  readonly workbench: Workbench;
  readonly step: StepResult;
}): JSX.Element {
  const [shown, setShown] = createSignal<Shown>('flagged');
  const word = (): string =>
    props.workbench.events().noise + props.workbench.events().unclustered > 0 ? 'other' : 'organic';
  return (
    <div class="body fill">
      <div class="cut rp-top">
        <Figures workbench={props.workbench} step={props.step} other={word()} />
        <Segmented label="Keys shown" value={shown()} choices={CHOICES} onChange={setShown} />
      </div>
      <ReputationTable
        workbench={props.workbench}
        step={props.step}
        flaggedOnly={shown() === 'flagged'}
        other={word()}
      />
    </div>
  );
}
