import { createMemo, Show, type JSX } from 'solid-js';
import { Bars } from '../../../charts/bars.tsx';
import { formatNumber } from '../../../charts/format.ts';
import { KSweepPlot } from '../../../charts/k-sweep-plot.tsx';
import { createExploration } from '../../../state/exploration.ts';
import { createLatest } from '../../../state/latest.ts';
import type { Workbench } from '../../../state/workbench.ts';
import { Button } from '../../../widgets/button.tsx';
import { ErrorState, LoadingState } from '../../../widgets/states.tsx';
import { clusterBars } from './cluster-bars.ts';
import { Components } from './components.tsx';
import type { Tuning } from './tuning.ts';

const K_MOST = 12;
/** Beyond so many rows each k of the sweep is started once, not ten times. */
const MANY_ROWS = 100_000;

/** How many clusters: inertia and silhouette for each k, and the clusters of the k in use. */
export function ChooseK(props: {
  readonly workbench: Workbench;
  readonly tuning: Tuning;
}): JSX.Element {
  const { explorer } = props.workbench;
  const rows = () => explorer.step()?.rows ?? 0;
  const k = () => props.tuning.number('k');
  const seed = () => props.tuning.number('seed');
  const starts = () => (rows() > MANY_ROWS ? 1 : 10);
  const sweep = createExploration(explorer, 'kSweep', () =>
    rows() > 1
      ? { kMin: 2, kMax: Math.min(rows(), Math.max(K_MOST, k())), seed: seed(), nInit: starts() }
      : null,
  );
  const preview = createLatest(
    createMemo(() => (rows() > 0 ? { k: k(), seed: seed() } : null)),
    (params, signal) => explorer.run('kmeans', params, { signal }),
  );
  const status = (): string => {
    const progress = sweep.progress();
    return sweep.loading() && progress && progress.total > 0
      ? `${String(Math.floor((100 * progress.done) / progress.total))} %`
      : '';
  };
  const advice = (): number => sweep.value()?.silhouetteK ?? 0;
  return (
    <div class="body live">
      <div class="cols cl-two">
        <section class="pan" aria-label="Sweep over k">
          <div class="pan-h">
            <h2>Sweep over k</h2>
            <small class="num" role="status">
              {status() || `seed ${String(seed())}, best of ${String(starts())} starts for each k`}
            </small>
            <span class="sp" />
            <Show when={advice() > 0 && advice() !== k() && props.tuning.settable('k')}>
              <Button small onClick={() => props.tuning.set({ k: advice() })}>
                Use k {advice()}
              </Button>
            </Show>
          </div>
          <Show when={sweep.failure()}>
            {(problem) => (
              <ErrorState
                title="Sweep not computed"
                happened={problem().message}
                kept="The clusters are as they were."
                details={problem().details}
              />
            )}
          </Show>
          <Show
            when={sweep.value()}
            fallback={
              <Show when={!sweep.failure()}>
                <LoadingState text="Clustering for each k" />
              </Show>
            }
          >
            {(found) => (
              <KSweepPlot
                name="Sweep over k"
                k={found().k}
                inertia={found().inertia}
                silhouette={found().silhouette}
                current={k()}
                onChoose={(chosen) => {
                  props.tuning.set({ k: chosen });
                }}
              />
            )}
          </Show>
        </section>
        <section class="pan" aria-label="Clusters at this k">
          <div class="pan-h">
            <h2>Clusters at k {k()}</h2>
            <small class="num">
              {preview.value() ? `inertia ${formatNumber(preview.value()?.inertia ?? NaN)}` : ''}
            </small>
          </div>
          <Show when={preview.failure()}>
            {(problem) => (
              <ErrorState
                title="Not computed"
                happened={problem().message}
                details={problem().details}
              />
            )}
          </Show>
          <Show when={preview.value()}>
            {(found) => (
              <>
                <Bars
                  name="Sessions by cluster"
                  labelHead="Cluster"
                  valueHead="Sessions"
                  bars={clusterBars(found().clusters, found().sizes.length, 0).slice(0, -1)}
                  max={rows()}
                />
                <Components
                  workbench={props.workbench}
                  clusters={found().clusters}
                  clusterCount={found().sizes.length}
                  height={300}
                />
              </>
            )}
          </Show>
        </section>
      </div>
    </div>
  );
}
