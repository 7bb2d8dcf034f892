import { createMemo, Show, type JSX } from 'solid-js';
import { formatCount, formatShareOf } from '../../charts/format.ts';
import type { StepResult } from '../../engine/result.ts';
import { reputationFigures } from '../../queries/reputation.ts';
import type { Workbench } from '../../state/workbench.ts';
import { createStepRows } from '../step-rows.ts';
import { keyTitle } from './reputation-keys.ts';

/** How many keys have suspect events, what they hold of those, and what else they would catch. */
export function Figures(props: {
  readonly workbench: Workbench;
  readonly step: StepResult;
  readonly other: string;
}): JSX.Element {
  const counted = createStepRows(
    () => props.workbench,
    () => reputationFigures(props.step.relation),
  );
  const numbers = createMemo(() => {
    const [keys = 0, flagged = 0, suspect = 0, other = 0, held = 0, caught = 0] =
      counted.value()?.rows[0]?.map(Number) ?? [];
    return { keys, flagged, suspect, other, held, caught };
  });
  return (
    <Show when={counted.value()} fallback={<div class="rp-figs" aria-hidden="true" />}>
      <dl class="rp-figs">
        <Figure
          value={formatCount(numbers().flagged)}
          of={`of ${formatCount(numbers().keys)}`}
          label={`${keyTitle(props.step)} with a suspect event`}
        />
        <Figure value={formatCount(numbers().keys - numbers().flagged)} label="without one" />
        <Figure
          value={share(numbers().held, numbers().suspect)}
          tone="suspect"
          label="of suspect events are theirs"
          below={`${formatCount(numbers().held)} of ${formatCount(numbers().suspect)}`}
        />
        <Figure
          value={share(numbers().caught, numbers().other)}
          tone="organic"
          label={`of ${props.other} events are theirs too`}
          below={`${formatCount(numbers().caught)} of ${formatCount(numbers().other)}`}
        />
      </dl>
    </Show>
  );
}

function share(part: number, whole: number): string {
  return whole > 0 ? formatShareOf(part, whole, 'event') : '–';
}

function Figure(props: {
  readonly value: string;
  readonly of?: string;
  readonly tone?: 'suspect' | 'organic';
  readonly label: string;
  readonly below?: string;
}): JSX.Element {
  return (
    <div>
      <dt>
        {props.label}
        <Show when={props.below}>
          <span class="num">{props.below}</span>
        </Show>
      </dt>
      <dd class={`fig ${props.tone ?? ''}`}>
        {props.value}{' '}
        <Show when={props.of}>
          <span class="t12 ink3">{props.of}</span>
        </Show>
      </dd>
    </div>
  );
}
