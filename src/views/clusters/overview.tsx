import { Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Callout } from '../../widgets/callout.tsx';
import type { Lineage } from '../drawer/lineage.ts';
import type { ClusterActions } from './cluster-actions.ts';
import { ClusterList } from './cluster-list.tsx';
import { allNoise } from './cluster-words.ts';
import { EventsByCluster } from './events-by-cluster.tsx';
import { FeatureStrips } from './feature-strips.tsx';

/** Sizes, names and verdicts of the clusters, what they share of the events, and how their features differ. */
export function Overview(props: {
  readonly workbench: Workbench;
  readonly lineage: Lineage;
  readonly actions: ClusterActions;
}): JSX.Element {
  const events = () => props.workbench.events();
  return (
    <div class="body">
      <div class="cols cut cl-top">
        <section aria-label="Clusters">
          <ClusterList
            workbench={props.workbench}
            lineage={props.lineage}
            actions={props.actions}
          />
          <Show when={props.lineage.sizes.count === 0 && props.lineage.clusters.rows > 0}>
            <div class="pan">
              <Callout tone="info">
                Every session is noise: {allNoise(props.lineage.clusters.method)}
              </Callout>
            </div>
          </Show>
          <Show when={props.lineage.sizes.unclustered > 0 || events().unclustered > 0}>
            <p class="note cl-note num">
              Unclustered: {formatCounted(props.lineage.sizes.unclustered, 'session')} with a null
              feature, {formatCounted(events().unclustered, 'event')} in no cluster.
            </p>
          </Show>
        </section>
        <EventsByCluster workbench={props.workbench} />
      </div>
      <FeatureStrips workbench={props.workbench} lineage={props.lineage} actions={props.actions} />
    </div>
  );
}
