import { createMemo, For, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import type { Workbench } from '../../state/workbench.ts';
import { TabList, TabPanel, Tabs } from '../../widgets/tabs.tsx';
import { StationHead } from '../frame/station-head.tsx';
import { FeatureSetPanel } from './feature-set-panel.tsx';
import { featureSets, type FeatureSet } from './feature-sets.ts';
import './features.css';

/** What is measured of every session: a tab for each kind, the one in use first. */
export function FeaturesStation(props: { readonly workbench: Workbench }): JSX.Element {
  const sets = createMemo((): readonly FeatureSet[] => {
    const run = props.workbench.result();
    return run ? featureSets(run) : [];
  });
  const ids = createMemo(() => sets().map((set) => set.id), [], {
    equals: (a, b) => a.join('\n') === b.join('\n'),
  });
  const current = createMemo(
    () => sets().find((set) => set.id === props.workbench.navigation.tab()) ?? sets()[0],
  );
  return (
    <Tabs
      value={current()?.id ?? ''}
      onChange={(id) => {
        if (id !== current()?.id) props.workbench.navigation.go('features', id);
      }}
    >
      <StationHead
        title="Features"
        sentence={current() ? sentence(current() as FeatureSet) : ''}
        tabs={
          <Show when={sets().length > 1}>
            <TabList
              label="Kind of session"
              tabs={sets().map((set) => ({
                id: set.id,
                label: set.title,
                count: set.inUse ? 'in use' : formatCount(set.features.rows),
              }))}
            />
          </Show>
        }
      />
      <Show when={props.workbench.result()}>
        <Show
          when={sets().length > 0}
          fallback={<p class="note features-none">This recipe makes no features.</p>}
        >
          <For each={ids()}>
            {(id) => (
              <TabPanel id={id}>
                <Show when={sets().find((set) => set.id === id)}>
                  {(set) => <FeatureSetPanel workbench={props.workbench} set={set()} />}
                </Show>
              </TabPanel>
            )}
          </For>
        </Show>
      </Show>
    </Tabs>
  );
}

function sentence({ features, scaled, inUse }: FeatureSet): string {
  const count = scaled ? scaled.schema.length - 1 : features.schema.length - 1;
  const how = scaled
    ? `, ${scaled.sentence.charAt(0).toLowerCase()}${scaled.sentence.slice(1)}`
    : '';
  return `${formatCounted(count, 'feature')} for each of ${formatCounted(features.rows, 'session')}${how}${inUse ? '' : '; not clustered'}`;
}
