import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../../charts/format.ts';
import { SweepMap, type SweepFigure } from '../../../charts/sweep-map.tsx';
import { proposeGrid } from '../../../matrix/propose-grid.ts';
import { createSweep } from '../../../state/sweep.ts';
import type { Workbench } from '../../../state/workbench.ts';
import { Button } from '../../../widgets/button.tsx';
import { Segmented, type Choice } from '../../../widgets/segmented.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../widgets/states.tsx';
import type { Tuning } from './tuning.ts';

/** So many rows are done in a second or two; for more a person is asked first. */
const AT_ONCE = 40_000;
const FIGURES: readonly Choice<SweepFigure>[] = [
  { value: 'clusters', label: 'Clusters' },
  { value: 'noise', label: 'Noise' },
  { value: 'largest', label: 'Largest' },
];

/** What DBSCAN gives for each eps and minPts around those in use. */
export function EpsMap(props: {
  readonly workbench: Workbench;
  readonly tuning: Tuning;
  /** Ascending distances to the minPts-th neighbour, from which the grid is proposed; null while they are measured. */
  readonly curve: Float64Array | null;
  readonly paused: boolean;
}): JSX.Element {
  const { explorer } = props.workbench;
  const [figure, setFigure] = createSignal<SweepFigure>('clusters');
  const [asked, setAsked] = createSignal(false);
  const rows = () => explorer.step()?.rows ?? 0;
  const grid = createMemo(() => {
    const curve = props.curve;
    const chosen = { eps: props.tuning.number('eps'), minPts: props.tuning.number('minPts') };
    return curve ? { ...proposeGrid(curve, chosen), first: chosen.minPts } : null;
  });
  const wanted = () => rows() <= AT_ONCE || asked();
  const sweep = createSweep(
    explorer,
    () => (wanted() ? grid() : null),
    () => props.paused,
  );
  const pairs = () => (grid()?.eps.length ?? 0) * (grid()?.minPts.length ?? 0);
  const status = (): string => {
    const progress = sweep.progress();
    return progress
      ? `${formatCount(progress.done)} of ${formatCount(progress.total)} rows of the map`
      : '';
  };
  return (
    <section class="pan" aria-label="Map of eps and minPts">
      <div class="pan-h">
        <h2>eps × minPts</h2>
        <small class="num" role="status">
          {status()}
        </small>
        <span class="sp" />
        <Segmented
          small
          label="Figure of the map"
          value={figure()}
          choices={FIGURES}
          onChange={setFigure}
        />
      </div>
      <Show when={sweep.failure()}>
        {(problem) => (
          <ErrorState
            title="Map not computed"
            happened={problem().message}
            details={problem().details}
          />
        )}
      </Show>
      <Show
        when={sweep.value()}
        fallback={
          <Show
            when={!wanted() && grid()}
            fallback={<LoadingState text="Waiting for the distances" />}
          >
            <EmptyState
              title="Map not computed yet"
              text={`It clusters ${formatCounted(rows(), 'session')} ${formatCount(pairs())} times; that takes a while, and goes on while you look at other things here.`}
              action={<Button onClick={() => setAsked(true)}>Compute the map</Button>}
            />
          </Show>
        }
      >
        {(found) => (
          <SweepMap
            name="Clusters, noise or largest cluster by eps and minPts"
            {...found()}
            show={figure()}
            current={{ eps: props.tuning.number('eps'), minPts: props.tuning.number('minPts') }}
            onChoose={(eps, minPts) => {
              props.tuning.set({ eps, minPts });
            }}
          />
        )}
      </Show>
    </section>
  );
}
