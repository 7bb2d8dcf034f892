import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { StripPlot, type StripPanel } from '../../charts/strip-plot.tsx';
import { formatCounted } from '../../charts/format.ts';
import { marksBySlot, stripSample } from '../../queries/strip-sample.ts';
import type { Workbench } from '../../state/workbench.ts';
import { createStepRows } from '../step-rows.ts';
import { Segmented } from '../../widgets/segmented.tsx';
import { ErrorState } from '../../widgets/states.tsx';
import { drillTables, type Lineage } from '../drawer/lineage.ts';
import type { ClusterActions } from './cluster-actions.ts';
import { Waiting } from '../waiting.tsx';

type ScaleKind = 'log' | 'linear';
const SCALES: readonly { value: ScaleKind; label: string }[] = [
  { value: 'log', label: 'Log' },
  { value: 'linear', label: 'Linear' },
];

/** A strip of marks per feature and cluster, unscaled, over a fixed sample of the sessions. */
export function FeatureStrips(props: {
  readonly workbench: Workbench;
  readonly lineage: Lineage;
  readonly actions: ClusterActions;
}): JSX.Element {
  const [scale, setScale] = createSignal<ScaleKind>('log');
  const sample = createStepRows(
    () => props.workbench,
    () =>
      stripSample(
        drillTables(props.lineage),
        props.lineage.featureNames,
        marksBySlot(props.lineage.sizes.sizes, props.lineage.sizes.noise),
      ),
  );
  const panels = createMemo((): StripPanel[] => {
    const table = sample.value();
    if (!table) return [];
    return table.columns.slice(2).map((column, i) => ({
      feature: column.name,
      points: table.rows.map((row) => ({
        id: Number(row[0]),
        cluster: Number(row[1]),
        value: numberOr(row[i + 2] ?? null),
      })),
    }));
  });
  const largest = (): number | null => {
    const { sizes } = props.lineage.sizes;
    return sizes.length === 0 ? null : sizes.indexOf(sizes.reduce((a, b) => Math.max(a, b), 0));
  };
  return (
    <section class="pan" aria-label="Features by cluster">
      <div class="pan-h">
        <h2>Features by cluster</h2>
        <small class="num">
          {formatCounted(props.lineage.featureNames.length, 'feature')}, unscaled
        </small>
        <span class="sp" />
        <Segmented
          small
          label="Scale of the features"
          value={scale()}
          choices={SCALES}
          onChange={setScale}
        />
      </div>
      <Show when={sample.failure()}>
        {(failure) => (
          <ErrorState
            title="Marks could not be drawn"
            happened={failure().message}
            kept="The clusters are as they were."
            details={failure().details}
          />
        )}
      </Show>
      <Show
        when={panels().length > 0}
        fallback={
          <Show when={!sample.failure()}>
            <Waiting workbench={props.workbench} text="Drawing the sample" />
          </Show>
        }
      >
        <StripPlot
          name="Features by cluster"
          panels={panels()}
          scale={scale()}
          selected={props.actions.selected()}
          largest={largest()}
          total={props.lineage.clusters.rows}
          clusterName={(cluster) => props.workbench.judgements.name(cluster) || undefined}
          onSelect={({ cluster, id }) => {
            props.workbench.selection.select(
              { level: 'cluster', cluster },
              { level: 'session', session: id },
            );
          }}
        />
      </Show>
    </section>
  );
}

function numberOr(value: unknown): number {
  return typeof value === 'number' ? value : NaN;
}
