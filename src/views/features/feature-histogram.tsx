import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import { Histogram } from '../../charts/histogram.tsx';
import { featureHistogram } from '../../queries/feature-histogram.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Segmented } from '../../widgets/segmented.tsx';
import { binsOf } from '../bins.ts';
import { createStepRows } from '../step-rows.ts';
import type { Feature } from './feature-model.ts';
import { Waiting } from '../waiting.tsx';

const BINS = 200;
const SCALES = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const;
type Scale = (typeof SCALES)[number]['value'];

/** One feature over all sessions in 200 bins; both axes linear or log. */
export function FeatureHistogram(props: {
  readonly workbench: Workbench;
  readonly relation: string;
  readonly feature: Feature;
}): JSX.Element {
  const [counts, setCounts] = createSignal<Scale>('log');
  const [values, setValues] = createSignal<Scale>('linear');
  const answer = createStepRows(
    () => props.workbench,
    () => featureHistogram(props.relation, props.feature.name, BINS, values()),
  );
  const bins = createMemo(() => {
    const table = answer.value();
    return table ? binsOf(table, BINS, values()) : null;
  });
  const drawn = (): number => (bins() ?? []).reduce((sum, bin) => sum + bin.n, 0);
  const left = (): number => (answer.loading() ? 0 : props.feature.count - drawn());
  const caption = (): string =>
    [
      `${props.feature.name}${props.feature.isSeconds ? ', s' : ''}${values() === 'log' ? ', log' : ''}, ${formatCounted(bins()?.length ?? 0, 'bin')}`,
      `sessions per bin${counts() === 'log' ? ', log' : ''}`,
      `${formatCounted(drawn(), 'session')} drawn${left() > 0 ? `, ${formatCount(left())} at 0 or below not drawn` : ''}`,
    ].join('; ');
  return (
    <section class="pan" aria-label={`Histogram of ${props.feature.name}`}>
      <div class="pan-h features-h">
        <h2 class="trunc">{props.feature.name}</h2>
        <span class="sp" />
        <span class="lab">Values</span>
        <Segmented
          small
          label="Scale of the values"
          value={values()}
          choices={SCALES}
          onChange={setValues}
        />
        <span class="lab">Counts</span>
        <Segmented
          small
          label="Scale of the counts"
          value={counts()}
          choices={SCALES}
          onChange={setCounts}
        />
      </div>
      <Show
        when={bins()}
        fallback={<Waiting workbench={props.workbench} text="Counting sessions" />}
      >
        {(all) => (
          <Show when={drawn() > 0} fallback={<p class="note">{nothing(props.feature)}</p>}>
            <Histogram
              name={`Histogram of ${props.feature.name}`}
              bins={all()}
              noun="sessions"
              valueLabel={props.feature.name}
              unit={props.feature.isSeconds ? 'seconds' : 'number'}
              valueScale={values()}
              countScale={counts()}
              caption={caption()}
              height={300}
            />
          </Show>
        )}
      </Show>
    </section>
  );
}

function nothing({ count, nulls }: Feature): string {
  if (count > 0) return 'No value is above 0, so none has a place on a log axis.';
  return nulls > 0 ? 'Every session has a null here.' : 'There are no sessions to count.';
}
