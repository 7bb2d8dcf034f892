import './reputation.css';
import { createMemo, For, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import type { RunResult, StepResult } from '../../engine/result.ts';
import type { Workbench } from '../../state/workbench.ts';
import { createKeymap } from '../../widgets/create-keymap.ts';
import { EmptyState } from '../../widgets/states.tsx';
import { TabList, TabPanel, Tabs } from '../../widgets/tabs.tsx';
import { StationHead } from '../frame/station-head.tsx';
import { Reputation } from './reputation.tsx';
import { keyTitle } from './reputation-keys.ts';

/** The Reputation station: for each key the share of its events that are suspect. */
export function ReputationStation(props: { readonly workbench: Workbench }): JSX.Element {
  return (
    <Show when={props.workbench.result()} fallback={<StationHead title="Reputation" />}>
      {(result) => <Reputations workbench={props.workbench} result={result()} />}
    </Show>
  );
}

function Reputations(props: {
  readonly workbench: Workbench;
  readonly result: RunResult;
}): JSX.Element {
  const steps = createMemo(() => props.result.steps.filter((step) => step.op === 'reputation'));
  const names = createMemo(() => steps().map((step) => step.as), [], {
    equals: (a, b) => a.join('\0') === b.join('\0'),
  });
  const navigation = props.workbench.navigation;
  const tab = (): string => names().find((name) => name === navigation.tab()) ?? names()[0] ?? '';
  const go = (name: string): void => {
    navigation.go('reputation', name === names()[0] ? '' : name);
  };
  const move = (by: number): boolean => {
    const next = names()[names().indexOf(tab()) + by];
    if (next !== undefined) go(next);
    return next !== undefined;
  };
  createKeymap({ 'previous-tab': () => move(-1), 'next-tab': () => move(1) });
  const counts = (step: StepResult): JSX.Element => (
    <>
      {formatCount(step.facts['flagged'] ?? 0)}
      <span class="rp-of"> of {formatCount(step.facts['keys'] ?? step.rows)}</span>
    </>
  );
  const suspects = (): number => props.workbench.judgements.suspects().filter(Boolean).length;
  const words = (): string => `share of events in ${formatCounted(suspects(), 'suspect cluster')}`;
  return (
    <Show
      when={names().length > 0}
      fallback={
        <>
          <StationHead title="Reputation" />
          <EmptyState title="No reputations" text="This recipe has no step that scores keys." />
        </>
      }
    >
      <Tabs value={tab()} onChange={go}>
        <StationHead
          title="Reputation"
          sentence={words()}
          tabs={
            <TabList
              label="Keys"
              tabs={steps().map((step) => ({
                id: step.as,
                label: keyTitle(step),
                count: counts(step),
              }))}
            />
          }
        />
        <For each={names()}>
          {(name) => (
            <TabPanel id={name}>
              <Show when={steps().find((step) => step.as === name)}>
                {(step) => <Reputation workbench={props.workbench} step={step()} />}
              </Show>
            </TabPanel>
          )}
        </For>
      </Tabs>
    </Show>
  );
}
