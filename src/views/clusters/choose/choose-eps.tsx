import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { Bars } from '../../../charts/bars.tsx';
import { formatCount, formatCounted, formatNumber } from '../../../charts/format.ts';
import { KDistancePlot } from '../../../charts/k-distance-plot.tsx';
import { StabilityStrip } from '../../../charts/stability-strip.tsx';
import { createExploration } from '../../../state/exploration.ts';
import { createLatest } from '../../../state/latest.ts';
import type { Workbench } from '../../../state/workbench.ts';
import { ErrorState, LoadingState } from '../../../widgets/states.tsx';
import { clusterBars } from './cluster-bars.ts';
import { Components } from './components.tsx';
import { EpsMap } from './eps-map.tsx';
import type { Tuning } from './tuning.ts';

/** From so many rows on, a declared sample stands in until the whole curve is there; beyond the other, for good. */
const SAMPLE_FROM = 50_000;
const SAMPLE_ROWS = 2_000;
const EXACT_MOST = 1_000_000;

/** Where to put eps: distances, what each eps would give, live while it is dragged, and how the clusters hold around it. */
export function ChooseEps(props: {
  readonly workbench: Workbench;
  readonly tuning: Tuning;
}): JSX.Element {
  const { explorer } = props.workbench;
  const [dragged, setDragged] = createSignal<number | null>(null);
  const chosen = () => props.tuning.number('eps');
  const minPts = () => props.tuning.number('minPts');
  const eps = () => dragged() ?? chosen();
  const rows = () => explorer.step()?.rows ?? 0;
  const k = () => Math.min(minPts(), Math.max(1, rows()));
  const sample = createExploration(explorer, 'kDistance', () =>
    rows() >= SAMPLE_FROM ? { k: k(), sample: SAMPLE_ROWS, seed: 1 } : null,
  );
  const whole = createExploration(explorer, 'kDistance', () =>
    rows() > 0 && rows() <= EXACT_MOST ? { k: k() } : null,
  );
  const distances = () => whole.value() ?? sample.value();
  const preview = createLatest(
    createMemo(() => (rows() > 0 ? { eps: eps(), minPts: minPts() } : null)),
    (params, signal) => explorer.run('dbscan', params, { signal }),
  );
  const stability = createExploration(explorer, 'stability', () =>
    rows() > 0 && dragged() === null ? { eps: chosen(), minPts: minPts() } : null,
  );
  const readout = (): string => {
    const answer = preview.value();
    const asked = preview.answered();
    return answer && asked
      ? `eps ${formatNumber(asked.eps)}: ${formatCounted(answer.clusterCount, 'cluster')}, ${formatCount(answer.noiseCount)} noise`
      : '';
  };
  const onEps = (value: number, phase: 'drag' | 'commit'): void => {
    setDragged(phase === 'drag' && value !== chosen() ? value : null);
    if (phase === 'commit') props.tuning.set({ eps: value });
  };
  const note = (): string =>
    whole.value()
      ? `every one of ${formatCounted(rows(), 'session')}`
      : `a sample of ${formatCount(SAMPLE_ROWS)} of ${formatCounted(rows(), 'session')}, against all`;
  const failure = () => whole.failure() ?? sample.failure() ?? preview.failure();
  return (
    <div class="body live" aria-busy={preview.loading()}>
      <Show when={failure()}>
        {(problem) => (
          <ErrorState
            title="Not computed"
            happened={problem().message}
            kept="The clusters are as they were."
            details={problem().details}
          />
        )}
      </Show>
      <div class="cols cut cl-two">
        <section class="pan" aria-label="Distances">
          <div class="pan-h">
            <h2>Distance to the {ordinal(minPts())} neighbour</h2>
            <small class="num">{distances() ? note() : ''}</small>
          </div>
          <Show when={distances()} fallback={<LoadingState text="Measuring distances" />}>
            {(found) => (
              <KDistancePlot
                name="Distances and eps"
                curve={found().curve}
                minPts={minPts()}
                eps={eps()}
                knee={found().knee}
                readout={readout()}
                height={340}
                onEps={onEps}
              />
            )}
          </Show>
        </section>
        <section class="pan" aria-label="Clusters at this eps">
          <div class="pan-h">
            <h2>Clusters at eps {formatNumber(eps())}</h2>
            <small class="num">
              {dragged() === null ? 'sessions' : 'sessions, while eps is moved'}
            </small>
          </div>
          <Show when={preview.value()} fallback={<LoadingState text="Clustering" />}>
            {(found) => (
              <>
                <Components
                  workbench={props.workbench}
                  clusters={found().clusters}
                  clusterCount={found().clusterCount}
                  height={250}
                />
                <div class="cl-bars">
                  <Bars
                    name="Sessions by cluster"
                    labelHead="Cluster"
                    valueHead="Sessions"
                    bars={clusterBars(found().clusters, found().clusterCount, found().noiseCount)}
                    max={rows()}
                  />
                </div>
              </>
            )}
          </Show>
        </section>
      </div>
      <div class="cols cl-two">
        <EpsMap
          workbench={props.workbench}
          tuning={props.tuning}
          curve={whole.value()?.curve ?? sample.value()?.curve ?? null}
          paused={dragged() !== null}
        />
        <section class="pan" aria-label="Stability">
          <div class="pan-h">
            <h2>Stability</h2>
            <small>overlap (Jaccard) with the nearest cluster at another eps</small>
          </div>
          <Show
            when={stability.value()}
            fallback={
              <Show when={!stability.failure()}>
                <LoadingState text="Clustering around this eps" />
              </Show>
            }
          >
            {(found) => (
              <StabilityStrip
                name="Stability over eps"
                eps={found().eps}
                clusterCount={found().clusterCount}
                sizes={found().sizes}
                jaccard={found().jaccard}
                currentIndex={found().eps.indexOf(chosen())}
              />
            )}
          </Show>
        </section>
      </div>
    </div>
  );
}

function ordinal(n: number): string {
  const last = n % 100;
  const ending = last > 10 && last < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${String(n)}${ending}`;
}
