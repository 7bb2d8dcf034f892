import { createMemo, For, Show, type JSX } from 'solid-js';
import { Bars } from '../../charts/bars.tsx';
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatNumber,
  formatShare,
  formatShareOf,
} from '../../charts/format.ts';
import { Histogram } from '../../charts/histogram.tsx';
import { columnHistogram, topValues } from '../../queries/column-histogram.ts';
import { formatTime } from '../../engine/export/cell.ts';
import type { Database } from '../../engine/ports.ts';
import { ROWS_GONE } from '../../state/failure.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Section } from '../../widgets/section.tsx';
import { binsOf } from '../bins.ts';
import { createLastingRows } from '../step-rows.ts';
import { RoleBadges } from './column-cells.tsx';
import { isOrdered, type ColumnProfile } from './column-model.ts';
import './data.css';
import { selectedColumn } from './selected-column.ts';
import { shownOf } from './shown-table.ts';
import { valueText } from './value-text.ts';

const BINS = 48;
const TOP = 10;

/** Profile of the selected column, for the inspector; `fallback` where none is selected. */
export function DataInspector(props: {
  readonly workbench: Workbench;
  readonly fallback?: JSX.Element;
}): JSX.Element {
  const [selected] = selectedColumn(props.workbench);
  const shown = createMemo(() => {
    const table = props.workbench.tables.shown();
    const chosen = selected();
    // The tab of another table may be open.
    const relation = table ? shownOf(props.workbench, table)?.relation : undefined;
    return chosen?.relation === relation ? chosen : null;
  });
  return (
    <Show when={shown()} fallback={props.fallback}>
      {(chosen) => (
        <ColumnInspector
          database={props.workbench.database()}
          relation={chosen().relation}
          column={chosen().column}
        />
      )}
    </Show>
  );
}

/** What one column of a relation holds, in full. */
export function ColumnInspector(props: {
  readonly database: Database | null;
  readonly relation: string;
  readonly column: ColumnProfile;
}): JSX.Element {
  return (
    <Section
      id="column"
      title={props.column.name}
      action={<RoleBadges roles={props.column.roles} />}
    >
      <Show
        when={props.column.nulls < props.column.rows}
        fallback={<p class="note">Every value of this column is null.</p>}
      >
        <Spread {...props} />
      </Show>
      <Show when={props.column.note}>{(note) => <p class="note">{note()}</p>}</Show>
      <dl class="facts col-facts">
        <For each={factsOf(props.column)}>
          {([label, value]) => (
            <>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </>
          )}
        </For>
      </dl>
    </Section>
  );
}

function Spread(props: {
  readonly database: Database | null;
  readonly relation: string;
  readonly column: ColumnProfile;
}): JSX.Element {
  const ordered = (): boolean => isOrdered(props.column);
  const answer = createLastingRows(
    () => props.database,
    () => {
      const { relation, column } = props;
      if (ordered()) return columnHistogram(relation, column.name, column.type, BINS);
      return column.distinct === null ? null : topValues(relation, column.name, TOP);
    },
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
  const isGone = (): boolean => !props.database && !answer.value();
  return (
    <Show when={!isGone()} fallback={<p class="note">{ROWS_GONE}</p>}>
      <Show
        when={ordered()}
        fallback={
          <Bars
            name={`Most frequent values of ${props.column.name}`}
            labelHead="Value"
            valueHead="Rows"
            bars={bars()}
            max={props.column.freq ?? 0}
            caption={captionOf(bars().length, props.column.distinct ?? 0)}
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
    </Show>
  );
}

function captionOf(shown: number, distinct: number): string {
  if (shown < distinct)
    return `the ${String(shown)} most frequent of ${formatCounted(distinct, 'value')}, rows each`;
  return distinct === 1
    ? 'the only value, rows'
    : `all ${formatCounted(distinct, 'value')}, rows each`;
}

function factsOf(column: ColumnProfile): readonly (readonly [string, string])[] {
  const number = (value: number | null): string => {
    if (value === null) return 'null';
    if (column.type !== 'timestamp') return formatNumber(value);
    return formatTime(BigInt(Math.round(value))).replace('T', ' ');
  };
  return [
    [
      'Null',
      column.nulls === 0
        ? `0 of ${formatCounted(column.rows, 'row')}`
        : `${formatShareOf(column.nulls, column.rows, 'row')} of ${formatCounted(column.rows, 'row')}`,
    ],
    ['Distinct', column.distinct === null ? 'not counted' : formatCount(column.distinct)],
    [
      'Most frequent',
      column.top === null
        ? 'null'
        : `${formatCounted(column.freq ?? 0, 'row')} (${formatShare((column.freq ?? 0) / column.rows)})`,
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
          ...(column.std === null ? [] : [['Std, ddof 1', number(column.std)] as const]),
        ] as const)),
    ...(column.bytes === null
      ? []
      : ([['Memory before packing', formatBytes(column.bytes)]] as const)),
  ];
}
