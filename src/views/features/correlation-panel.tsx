import { Show, type JSX } from 'solid-js';
import { formatCounted, formatNumber } from '../../charts/format.ts';
import { HeatMap } from '../../charts/heat-map.tsx';
import { isSame, type Correlation, type Pair } from './feature-model.ts';

/** Props of the correlation matrix with its sentence. */
export interface CorrelationPanelProps {
  readonly correlation: Correlation;
  readonly sessions: number;
  readonly pair: Pair | null;
  readonly onSelect: (a: string, b: string) => void;
}

/** Pearson's correlation of all pairs of features, and the selected pair in a sentence. */
export function CorrelationPanel(props: CorrelationPanelProps): JSX.Element {
  const cell = (): readonly [number, number] | null => {
    const [a, b] = props.pair?.names ?? [];
    const [row, column] = [
      props.correlation.names.indexOf(a ?? ''),
      props.correlation.names.indexOf(b ?? ''),
    ];
    return row < 0 || column < 0 ? null : [row, column];
  };
  return (
    <section class="pan" aria-label="Correlation">
      <div class="pan-h">
        <h2>Correlation</h2>
        <small class="num">Pearson, {formatCounted(props.sessions, 'session')}</small>
      </div>
      <HeatMap
        name="Correlation of the features"
        names={props.correlation.names}
        values={props.correlation.values}
        selected={cell()}
        caption="r of each pair; a dash where a feature is constant"
        onSelect={(row, column) => {
          props.onSelect(props.correlation.names[row] ?? '', props.correlation.names[column] ?? '');
        }}
      />
      <Show when={props.pair}>
        {(pair) => (
          <p class="note pair-words" role="status">
            {pairWords(pair())}
          </p>
        )}
      </Show>
    </section>
  );
}

function pairWords(pair: Pair): string {
  const [a, b] = pair.names;
  const r = `${a} and ${b}: r = ${formatNumber(pair.r, 4)}.`;
  if (!isSame(pair)) return r;
  return `${r} They tell the same here, so what they tell counts twice in the distance between sessions.`;
}
