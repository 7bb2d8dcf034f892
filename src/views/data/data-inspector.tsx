import { createMemo, For, Show, type JSX } from 'solid-js';
import { Bars } from '../../charts/bars.tsx';
import {
  formatCount,
  formatCounted,
  formatNumber,
  formatShare,
  formatShareOf,
} from '../../charts/format.ts';
import { Histogram } from '../../charts/histogram.tsx';
import { columnHistogram, topValues } from '../../queries/column-histogram.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Section } from '../../widgets/section.tsx';
import { binsOf } from '../bins.ts';
import { createStepRows } from '../step-rows.ts';
import { RoleBadges } from './column-cells.tsx';
import { isOrdered, type ColumnProfile } from './column-model.ts';
import { createProfiles } from './create-profiles.ts';
import './data.css';
import { selectedColumn } from './selected-column.ts';
import { valueText } from './value-text.ts';

const BINS = 48;
const TOP = 10;

/** Profile of the selected column, for the inspector; nothing where none is selected. */
export function DataInspector(props: { readonly workbench: Workbench }): JSX.Element {
  const [selected] = selectedColumn(props.workbench);
  const { steps, columns } = createProfiles(() => props.workbench);
  const column = createMemo(() => {
    const { tables } = props.workbench;
    const table = tables.shown();
    // The tab of another table may be open.
    return table && tables.playing(table.id) !== null
      ? columns().find((one) => one.name === selected())
      : undefined;
  });
  return (
    <Show when={column()}>
      {(shown) => (
        <Section id="column" title={shown().name} action={<RoleBadges roles={shown().roles} />}>
          <Show
            when={shown().distinct > 0}
            fallback={<p class="note">Every value of this column is null.</p>}
          >
            <Spread
              workbench={props.workbench}
              relation={steps()?.of.relation ?? ''}
              column={shown()}
            />
          </Show>
          <dl class="facts col-facts">
            <For each={factsOf(shown())}>
              {([label, value]) => (
                <>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </>
              )}
            </For>
          </dl>
        </Section>
      )}
    </Show>
  );
}

function Spread(props: {
  readonly workbench: Workbench;
  readonly relation: string;
  readonly column: ColumnProfile;
}): JSX.Element {
  const ordered = (): boolean => isOrdered(props.column);
  const answer = createStepRows(
    () => props.workbench,
    () =>
      ordered()
        ? columnHistogram(props.relation, props.column.name, props.column.type, BINS)
        : topValues(props.relation, props.column.name, TOP),
  );
  const isTime = (): boolean => props.column.type === 'timestamp';
  const bins = createMemo(() => {
    const table = answer.value();
    if (!table || table.columns[0]?.name !== 'bin') return [];
    const all = binsOf(table, BINS);
    const start = isTime() ? (all[0]?.lo ?? 0) : 0;
    return all.map(({ lo, hi, n }) => ({ lo: lo - start, hi: hi - start, n }));
  });
  const bars = createMemo(() => {
    const table = answer.value();
    if (!table || table.columns[0]?.name === 'bin') return [];
    return table.rows.map(([value, n]) => ({
      label: String(value) === '' ? 'empty text' : String(value),
      value: Number(n),
    }));
  });
  return (
    <Show
      when={ordered()}
      fallback={
        <Bars
          name={`Most frequent values of ${props.column.name}`}
          labelHead="Value"
          valueHead="Rows"
          bars={bars()}
          max={props.column.freq}
          caption={`the ${String(bars().length)} most frequent of ${formatCounted(props.column.distinct, 'value')}, rows each`}
        />
      }
    >
      <Histogram
        name={`Values of ${props.column.name}`}
        bins={bins()}
        noun="rows"
        valueLabel={isTime() ? `time since ${props.column.min ?? ''}` : props.column.name}
        unit={isTime() ? 'seconds' : 'number'}
        height={112}
      />
    </Show>
  );
}

function factsOf(column: ColumnProfile): readonly (readonly [string, string])[] {
  const number = (value: number | null): string => (value === null ? 'null' : formatNumber(value));
  return [
    [
      'Null',
      column.nulls === 0
        ? `0 of ${formatCounted(column.rows, 'row')}`
        : `${formatShareOf(column.nulls, column.rows, 'row')} of ${formatCounted(column.rows, 'row')}`,
    ],
    ['Distinct', formatCount(column.distinct)],
    [
      'Most frequent',
      column.top === null
        ? 'null'
        : `${formatCounted(column.freq, 'row')} (${formatShare(column.freq / column.rows)})`,
    ],
    ...(isOrdered(column) ? ([['Min', valueText(column.min, column)]] as const) : []),
    ...(column.mean === null
      ? []
      : ([
          ['25 %', number(column.q25)],
          ['Median', number(column.median)],
          ['75 %', number(column.q75)],
        ] as const)),
    ...(isOrdered(column) ? ([['Max', valueText(column.max, column)]] as const) : []),
    ...(column.mean === null
      ? []
      : ([
          ['Mean', number(column.mean)],
          ['Std, ddof 1', number(column.std)],
        ] as const)),
  ];
}
