import { createMemo, Show, type JSX } from 'solid-js';
import { Bars } from '../../../charts/bars.tsx';
import { CondensedTree } from '../../../charts/condensed-tree.tsx';
import { formatCounted, formatCount } from '../../../charts/format.ts';
import { createExploration } from '../../../state/exploration.ts';
import type { Workbench } from '../../../state/workbench.ts';
import { ErrorState, LoadingState } from '../../../widgets/states.tsx';
import { clusterBars } from './cluster-bars.ts';
import { Components } from './components.tsx';
import { Outliers } from './outliers.tsx';
import type { Tuning } from './tuning.ts';

/** The tree that HDBSCAN chooses its clusters from, what it chose, and the sessions that fit in worst. */
export function ChooseFromTree(props: {
  readonly workbench: Workbench;
  readonly tuning: Tuning;
}): JSX.Element {
  const { explorer } = props.workbench;
  const rows = () => explorer.step()?.rows ?? 0;
  const params = createMemo(() => {
    const method = props.tuning.method();
    if (method?.name !== 'hdbscan' || rows() === 0) return null;
    const { minSamples } = method.numbers;
    return {
      minClusterSize: props.tuning.number('minClusterSize'),
      ...(minSamples ? { minSamples: minSamples.value } : {}),
      selection: method.words['selection'] === 'leaf' ? ('leaf' as const) : ('eom' as const),
    };
  });
  const hdbscan = createExploration(explorer, 'hdbscan', params);
  const status = (): string => {
    const progress = hdbscan.progress();
    return hdbscan.loading() && progress ? progress.phase : '';
  };
  return (
    <div class="body live" aria-busy={hdbscan.loading()}>
      <Show when={hdbscan.failure()}>
        {(problem) => (
          <ErrorState
            title="Not computed"
            happened={problem().message}
            kept="The clusters are as they were."
            details={problem().details}
          />
        )}
      </Show>
      <Show
        when={hdbscan.value()}
        fallback={
          <Show when={!hdbscan.failure()}>
            <LoadingState text={`Building the tree ${status()}`} />
          </Show>
        }
      >
        {(found) => (
          <>
            <section class="pan cut" aria-label="Condensed tree">
              <div class="pan-h">
                <h2>Condensed tree</h2>
                <small class="num">
                  {formatCounted(found().clusterCount, 'cluster')} selected,{' '}
                  {formatCount(found().noiseCount)} noise of {formatCounted(rows(), 'session')}
                </small>
              </div>
              <CondensedTree
                name="Condensed tree"
                {...found().tree}
                onChoose={(cluster) => {
                  props.workbench.selection.select({ level: 'cluster', cluster });
                }}
              />
            </section>
            <div class="cols cl-two">
              <section class="pan" aria-label="Clusters of the tree">
                <div class="pan-h">
                  <h2>Clusters</h2>
                  <small>sessions</small>
                </div>
                <Bars
                  name="Sessions by cluster"
                  labelHead="Cluster"
                  valueHead="Sessions"
                  bars={clusterBars(found().clusters, found().clusterCount, found().noiseCount)}
                  max={rows()}
                />
                <Components
                  workbench={props.workbench}
                  clusters={found().clusters}
                  clusterCount={found().clusterCount}
                  height={280}
                />
              </section>
              <Outliers
                workbench={props.workbench}
                scores={found().outlierScores}
                lambdas={found().tree.rowLambda}
              />
            </div>
          </>
        )}
      </Show>
    </div>
  );
}
