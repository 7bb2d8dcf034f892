import './clusters.css';
import { createMemo, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import type { RunResult } from '../../engine/result.ts';
import { tunedMethod } from '../../recipe/tuned.ts';
import type { Workbench } from '../../state/workbench.ts';
import { createKeymap } from '../../widgets/create-keymap.ts';
import { EmptyState } from '../../widgets/states.tsx';
import { TabList, TabPanel, Tabs, type Tab } from '../../widgets/tabs.tsx';
import { lineageOf, type Lineage } from '../drawer/lineage.ts';
import { StationHead } from '../frame/station-head.tsx';
import { ChooseTab } from './choose/choose-tab.tsx';
import { createClusterActions } from './cluster-actions.ts';
import { ComponentsTab } from './components-tab.tsx';
import { DistinctValues } from './distinct-values.tsx';
import { Overview } from './overview.tsx';
import { Pivots } from './pivots.tsx';

/** What is chosen with each method. */
const CHOOSE: Readonly<Record<string, string>> = {
  dbscan: 'Choose eps',
  kmeans: 'Choose k',
  hdbscan: 'Condensed tree',
};

/** The Clusters station: who they are, what they hold, where they come from. */
export function ClustersStation(props: { readonly workbench: Workbench }): JSX.Element {
  return (
    <Show when={props.workbench.result()} fallback={<StationHead title="Clusters" />}>
      {(result) => <Clusters workbench={props.workbench} result={result()} />}
    </Show>
  );
}

function Clusters(props: {
  readonly workbench: Workbench;
  readonly result: RunResult;
}): JSX.Element {
  const lineage = createMemo(() => lineageOf(props.result));
  const chooseLabel = (): string =>
    CHOOSE[tunedMethod(props.workbench.recipe(), props.workbench.params())?.name ?? ''] ?? 'Choose';
  const distinct = () => props.result.steps.find((step) => step.op === 'distinct');
  const pivots = () => props.result.steps.filter((step) => step.op === 'crosstab');
  const tabs = createMemo((): Tab[] => [
    { id: 'overview', label: 'Overview' },
    ...(lineage()
      ? [
          { id: 'choose', label: chooseLabel() },
          { id: 'components', label: 'PCA' },
        ]
      : []),
    ...(distinct() ? [{ id: 'distinct', label: 'Distinct values' }] : []),
    ...(pivots().length > 0 ? [{ id: 'pivots', label: 'Pivots', count: pivots().length }] : []),
  ]);
  const navigation = props.workbench.navigation;
  const tab = (): string => tabs().find(({ id }) => id === navigation.tab())?.id ?? 'overview';
  const go = (id: string): void => {
    navigation.go('clusters', id === 'overview' ? '' : id);
  };
  const step = (by: number): boolean => {
    const next = tabs()[tabs().findIndex(({ id }) => id === tab()) + by];
    if (next) go(next.id);
    return next !== undefined;
  };
  const actions = createClusterActions(props.workbench);
  createKeymap({
    'previous-tab': () => step(-1),
    'next-tab': () => step(1),
    suspect: () => actions.toggleSelected(),
    rename: () => tab() === 'overview' && actions.renameSelected(),
  });
  return (
    <Tabs value={tab()} onChange={go}>
      <StationHead
        title="Clusters"
        sentence={sentence(lineage())}
        tabs={<TabList label="Clusters" tabs={tabs()} />}
      />
      <TabPanel id="overview">
        <Show
          when={lineage()}
          fallback={
            <EmptyState
              title="No clusters"
              text="This recipe has no step that clusters sessions and labels events."
            />
          }
        >
          {(chain) => <Overview workbench={props.workbench} lineage={chain()} actions={actions} />}
        </Show>
      </TabPanel>
      <TabPanel id="choose">
        <ChooseTab workbench={props.workbench} />
      </TabPanel>
      <TabPanel id="components">
        <Show when={lineage()}>
          {(chain) => <ComponentsTab workbench={props.workbench} lineage={chain()} />}
        </Show>
      </TabPanel>
      <TabPanel id="distinct">
        <Show when={distinct()}>
          {(found) => <DistinctValues workbench={props.workbench} step={found()} />}
        </Show>
      </TabPanel>
      <TabPanel id="pivots">
        <Pivots workbench={props.workbench} steps={pivots()} />
      </TabPanel>
    </Tabs>
  );
}

function sentence(lineage: Lineage | null): string {
  if (!lineage) return '';
  const { sizes, featureNames, clusters } = lineage;
  const left = sizes.unclustered > 0 ? `, ${formatCount(sizes.unclustered)} in no cluster` : '';
  return `${formatCounted(sizes.count, 'cluster')} and ${formatCount(sizes.noise)} noise in ${formatCounted(clusters.rows, 'session')} × ${formatCounted(featureNames.length, 'feature')}${left}; ${clusters.sentence}`;
}
