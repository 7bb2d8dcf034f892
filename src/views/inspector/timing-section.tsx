import { createMemo, For, type JSX } from 'solid-js';
import { formatSeconds } from '../../charts/format-time.ts';
import type { StepResult } from '../../engine/result.ts';
import { Section } from '../../widgets/section.tsx';

/** How long each step took when it last ran. */
export function TimingSection(props: { readonly steps: readonly StepResult[] }): JSX.Element {
  const total = createMemo(() => props.steps.reduce((sum, step) => sum + step.elapsedMs, 0));
  const longest = createMemo(() =>
    props.steps.reduce((max, step) => Math.max(max, step.elapsedMs), 0),
  );
  const words = (ms: number): string => formatSeconds(ms / 1000);
  return (
    <Section id="timing" title="Timing" action={<span class="tnum ink3">{words(total())}</span>}>
      <div class="times" role="list">
        <For each={props.steps}>
          {(step) => (
            <div
              class="in-time"
              role="listitem"
              title={
                step.reused ? 'Not run again: nothing that it depends on has changed' : undefined
              }
            >
              <span class="trunc">{step.as}</span>
              <i
                style={{
                  '--v': `${String(longest() > 0 ? (100 * step.elapsedMs) / longest() : 0)}%`,
                }}
              />
              <span class="v">{words(step.elapsedMs)}</span>
            </div>
          )}
        </For>
      </div>
    </Section>
  );
}
