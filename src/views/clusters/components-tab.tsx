import { createMemo, createResource, Show, type JSX } from 'solid-js';
import { Bars } from '../../charts/bars.tsx';
import { formatShare } from '../../charts/format.ts';
import { createExploration } from '../../state/exploration.ts';
import type { Workbench } from '../../state/workbench.ts';
import { ErrorState, LoadingState } from '../../widgets/states.tsx';
import { SimpleTable } from '../../widgets/simple-table.tsx';
import type { Lineage } from '../drawer/lineage.ts';
import { revealRows } from '../drawer/reveal-rows.ts';
import { clusterOfRows } from './cluster-of-rows.ts';
import { Components } from './choose/components.tsx';
import { Waiting } from '../waiting.tsx';

/** Principal components of the clustered features: where the clusters lie, and what the axes are made of. */
export function ComponentsTab(props: {
  readonly workbench: Workbench;
  readonly lineage: Lineage;
}): JSX.Element {
  const { explorer } = props.workbench;
  const pca = createExploration(explorer, 'pca', () =>
    props.lineage.clusters.rows > 0 ? {} : null,
  );
  const [labels] = createResource(
    () => {
      const database = props.workbench.resultDatabase();
      return database && { database, step: props.lineage.clusters };
    },
    ({ database, step }) => clusterOfRows(database, step),
  );
  const features = (): string[] =>
    (explorer.step()?.schema.length ?? 0) > 0 ? [...props.lineage.featureNames] : [];
  const shown = () => Math.min(4, pca.value()?.componentCount ?? 0);
  const loadings = createMemo(() => {
    const found = pca.value();
    if (!found) return [];
    const dims = found.mean.length;
    return features().map((feature, j) => [
      feature,
      ...Array.from({ length: shown() }, (_, i) => found.components[i * dims + j] ?? 0),
    ]);
  });
  const pick = (row: number): void => {
    const cluster = labels()?.[row];
    void explorer.ids().then((ids) => {
      const session = ids[row];
      if (session === undefined || cluster === undefined) return;
      props.workbench.selection.select(
        { level: 'cluster', cluster },
        { level: 'session', session },
      );
      revealRows();
    });
  };
  return (
    <div class="body">
      <Show when={pca.failure()}>
        {(problem) => (
          <ErrorState
            title="No components"
            happened={problem().message}
            details={problem().details}
          />
        )}
      </Show>
      <div class="cols cl-two">
        <section class="pan" aria-label="Sessions by principal components">
          <div class="pan-h">
            <h2>Sessions by principal components</h2>
            <small>the first two, scaled features</small>
          </div>
          <Show
            when={labels()}
            fallback={<Waiting workbench={props.workbench} text="Reading the clusters" />}
          >
            {(clusters) => (
              <Components
                workbench={props.workbench}
                clusters={clusters()}
                clusterCount={props.lineage.sizes.count}
                height={440}
                onPick={pick}
              />
            )}
          </Show>
        </section>
        <section class="pan" aria-label="What the components are">
          <Show
            when={pca.value()}
            fallback={<LoadingState text="Finding the principal components" />}
          >
            {(found) => (
              <>
                <div class="pan-h">
                  <h2>Share of the variance</h2>
                  <small class="num">
                    the first two keep{' '}
                    {formatShare((found().varianceShare[0] ?? 0) + (found().varianceShare[1] ?? 0))}
                  </small>
                </div>
                <Bars
                  name="Share of the variance by component"
                  labelHead="Component"
                  valueHead="Share"
                  max={1}
                  bars={[...found().varianceShare].map((share, i) => ({
                    label: `PC${String(i + 1)}`,
                    value: share,
                    text: formatShare(share),
                  }))}
                />
                <div class="pan-h cl-second">
                  <h2>Weights</h2>
                  <small>of each feature; the largest of a component is positive</small>
                </div>
                <SimpleTable
                  flat
                  label="Weights of the features in each component"
                  columns={[
                    { id: 'feature', title: 'Feature', width: 180, kind: 'text' },
                    ...Array.from({ length: shown() }, (_, i) => ({
                      id: `pc${String(i + 1)}`,
                      title: `PC${String(i + 1)}`,
                      width: 64,
                      kind: 'number' as const,
                      digits: 2,
                      align: 'right' as const,
                    })),
                  ]}
                  rows={loadings()}
                />
              </>
            )}
          </Show>
        </section>
      </div>
    </div>
  );
}
