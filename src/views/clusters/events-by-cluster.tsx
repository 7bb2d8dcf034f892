import { createMemo, type JSX } from 'solid-js';
import { Bars, type Bar } from '../../charts/bars.tsx';
import { formatCounted } from '../../charts/format.ts';
import { StackedBar, type Segment } from '../../charts/stacked-bar.tsx';
import type { Workbench } from '../../state/workbench.ts';
import { defaultName, eventBars, FIRST_OTHER, verdictShares } from './cluster-words.ts';

/** Shares of the events by verdict, and the events of each cluster. */
export function EventsByCluster(props: { readonly workbench: Workbench }): JSX.Element {
  const judgements = () => props.workbench.judgements;
  const shares = createMemo(() =>
    verdictShares(props.workbench.events(), judgements().suspects(), judgements().noiseSuspect()),
  );
  const total = (): number => shares().organic + shares().suspect + shares().unscored;
  const segments = (): Segment[] => [
    { label: 'organic', value: shares().organic, tone: 'organic' },
    { label: 'suspect', value: shares().suspect, tone: 'suspect' },
    { label: 'not scored', value: shares().unscored, tone: 'noise' },
  ];
  const label = (cluster: number, clusters: number): string => {
    if (cluster < 0) return 'Noise';
    if (cluster >= FIRST_OTHER) return formatCounted(clusters, 'other cluster');
    return (
      judgements().name(cluster) || defaultName(cluster, judgements().suspects()[cluster] ?? false)
    );
  };
  const bars = createMemo((): Bar[] =>
    eventBars(props.workbench.events()).map(({ cluster, events, clusters }) => ({
      label:
        cluster >= 0 && cluster < FIRST_OTHER
          ? `${String(cluster)} ${label(cluster, clusters)}`
          : label(cluster, clusters),
      value: events,
      cluster,
    })),
  );
  return (
    <section class="pan cl-events" aria-label="Events">
      <div class="pan-h">
        <h2>Events by verdict</h2>
        <small class="num">of {formatCounted(total(), 'event')}</small>
      </div>
      <StackedBar name="Events by verdict" segments={segments()} one="event" />
      <div class="pan-h cl-second">
        <h2>Events by cluster</h2>
        <small>from 0</small>
      </div>
      <Bars name="Events by cluster" labelHead="Cluster" valueHead="Events" bars={bars()} />
    </section>
  );
}
