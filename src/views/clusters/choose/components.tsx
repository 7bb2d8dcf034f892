import { createMemo, Show, type JSX } from 'solid-js';
import { formatShare } from '../../../charts/format.ts';
import { ScatterPlot } from '../../../charts/scatter-plot.tsx';
import { createExploration } from '../../../state/exploration.ts';
import type { Workbench } from '../../../state/workbench.ts';
import { ErrorState, LoadingState } from '../../../widgets/states.tsx';

/** Sessions by their first two principal components, coloured by any clusters of them. */
export function Components(props: {
  readonly workbench: Workbench;
  /** Cluster of each row of the explored matrix. */
  readonly clusters: Int32Array;
  readonly clusterCount: number;
  readonly height?: number;
  readonly onPick?: (row: number) => void;
}): JSX.Element {
  const { explorer } = props.workbench;
  const pca = createExploration(explorer, 'pca', () =>
    (explorer.step()?.rows ?? 0) > 0 ? { components: 2 } : null,
  );
  const axes = createMemo(() => {
    const found = pca.value();
    if (!found) return null;
    const { scores, componentCount, varianceShare } = found;
    const rows = componentCount === 0 ? 0 : scores.length / componentCount;
    const column = (at: number): Float64Array =>
      at < componentCount
        ? Float64Array.from({ length: rows }, (_, row) => scores[row * componentCount + at] ?? 0)
        : new Float64Array(rows);
    const label = (at: number): string =>
      `PC${String(at + 1)}, ${formatShare(varianceShare[at] ?? 0)} of the variance`;
    return { x: column(0), y: column(1), xLabel: label(0), yLabel: label(1) };
  });
  return (
    <>
      <Show when={pca.failure()}>
        {(problem) => (
          <ErrorState
            title="No components"
            happened={problem().message}
            details={problem().details}
          />
        )}
      </Show>
      <Show
        when={axes()}
        fallback={
          <Show when={!pca.failure()}>
            <LoadingState text="Finding the principal components" />
          </Show>
        }
      >
        {(found) => (
          <Show when={found().x.length === props.clusters.length}>
            <ScatterPlot
              name="Sessions by principal components"
              {...found()}
              cluster={props.clusters}
              clusterCount={props.clusterCount}
              {...(props.height === undefined ? {} : { height: props.height })}
              {...(props.onPick ? { onPick: props.onPick } : {})}
            />
          </Show>
        )}
      </Show>
    </>
  );
}
