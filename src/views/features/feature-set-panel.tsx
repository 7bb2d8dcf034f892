import { createEffect, createMemo, createSignal, on, Show, type JSX } from 'solid-js';
import { ident, sql } from '../../sql/sql.ts';
import type { Workbench } from '../../state/workbench.ts';
import { createStepRows } from '../step-rows.ts';
import { WarningList } from '../warning-list.tsx';
import { CorrelationPanel } from './correlation-panel.tsx';
import { FeatureHistogram } from './feature-histogram.tsx';
import {
  correlationOf,
  featuresOf,
  pairOf,
  strongest,
  type Feature,
  type Pair,
} from './feature-model.ts';
import type { FeatureSet } from './feature-sets.ts';
import { FeatureTable } from './feature-table.tsx';
import { Waiting } from '../waiting.tsx';

/** The features of one kind of session: table, correlation and the histogram of the one that is looked at. */
export function FeatureSetPanel(props: {
  readonly workbench: Workbench;
  readonly set: FeatureSet;
}): JSX.Element {
  const statistics = createStepRows(
    () => props.workbench,
    () => {
      const step = props.set.statistics;
      return step ? sql`SELECT * FROM ${ident(step.relation)}` : null;
    },
  );
  const correlations = createStepRows(
    () => props.workbench,
    () => {
      const step = props.set.correlation;
      return step ? sql`SELECT * FROM ${ident(step.relation)}` : null;
    },
  );
  const features = createMemo((): readonly Feature[] => {
    const table = statistics.value();
    return table ? featuresOf(table, props.set.features, props.set.scaled) : [];
  });
  const correlation = createMemo(() => {
    const table = correlations.value();
    return table && props.set.correlation ? correlationOf(table) : null;
  });
  const [chosen, setChosen] = createSignal<readonly [string, string | null] | null>(null);
  createEffect(
    on(
      () => props.set.id,
      () => setChosen(null),
      { defer: true },
    ),
  );
  const feature = createMemo(
    () => features().find((one) => one.name === chosen()?.[0]) ?? features()[0],
  );
  /** The pair that a cell named, or the feature's strongest one. */
  const pair = createMemo((): Pair | null => {
    const matrix = correlation();
    const now = chosen();
    if (!matrix || !now) return null;
    return now[1] === null ? strongest(matrix, now[0]) : pairOf(matrix, now[0], now[1]);
  });
  const selected = (): readonly string[] =>
    pair()?.names ?? (chosen() ? [chosen()?.[0] ?? ''] : []);
  const warnings = (): readonly string[] => [
    ...props.set.features.warnings,
    ...(props.set.scaled?.warnings ?? []),
  ];
  return (
    <div class="body">
      <Show
        when={props.set.statistics}
        fallback={
          <p class="note features-none">This recipe makes no statistics of these features.</p>
        }
      >
        <Show
          when={features().length > 0}
          fallback={<Waiting workbench={props.workbench} text="Reading the statistics" lines={6} />}
        >
          <FeatureTable
            workbench={props.workbench}
            relation={props.set.features.relation}
            features={features()}
            correlation={correlation()}
            selected={selected()}
            onSelect={(name) => setChosen([name, null])}
          />
          <WarningList warnings={warnings()} />
          <div class="features-charts cut">
            <Show when={correlation()}>
              {(matrix) => (
                <CorrelationPanel
                  correlation={matrix()}
                  sessions={props.set.features.rows}
                  pair={pair()}
                  onSelect={(a, b) => setChosen([a, b])}
                />
              )}
            </Show>
            <Show when={feature()}>
              {(shown) => (
                <FeatureHistogram
                  workbench={props.workbench}
                  relation={props.set.features.relation}
                  feature={shown()}
                />
              )}
            </Show>
          </div>
        </Show>
      </Show>
    </div>
  );
}
