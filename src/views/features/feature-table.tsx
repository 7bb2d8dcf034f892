import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { formatCounted, formatNumber } from '../../charts/format.ts';
import { MiniHistogram } from '../../charts/mini-histogram.tsx';
import { featureHistogram } from '../../queries/feature-histogram.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Badge } from '../../widgets/badge.tsx';
import { DataTable } from '../../widgets/data-table.tsx';
import type { Column, Sort } from '../../widgets/data-table-types.ts';
import { arrayRows } from '../../widgets/row-pages.ts';
import { countsOf } from '../bins.ts';
import { createStepRows } from '../step-rows.ts';
import { WaitingCell, whyNone } from '../waiting.tsx';
import { notesOf, type Correlation, type Feature } from './feature-model.ts';

const BINS = 24;

/** Props of the table of features. */
export interface FeatureTableProps {
  readonly workbench: Workbench;
  readonly relation: string;
  readonly features: readonly Feature[];
  readonly correlation: Correlation | null;
  /** The features that are looked at: one, or a pair. */
  readonly selected: readonly string[];
  readonly onSelect: (name: string) => void;
}

const NUMBERS = ['min', 'q25', 'median', 'q75', 'max', 'mean', 'std'] as const;
const TITLES: Readonly<Record<(typeof NUMBERS)[number], string>> = {
  min: 'Min',
  q25: '25 %',
  median: 'Median',
  q75: '75 %',
  max: 'Max',
  mean: 'Mean',
  std: 'Std',
};
const WIDTHS: Readonly<Record<(typeof NUMBERS)[number], number>> = {
  min: 40,
  q25: 46,
  median: 56,
  q75: 54,
  max: 60,
  mean: 54,
  std: 56,
};

/** Every feature: what it is made of, how it is spread, its statistics and what to beware of. */
export function FeatureTable(props: FeatureTableProps): JSX.Element {
  const [sort, setSort] = createSignal<Sort | undefined>();
  const byName = createMemo(
    () => new Map(props.features.map((feature) => [feature.name, feature])),
  );
  const shown = createMemo(() => sorted(props.features, sort()));
  const rows = createMemo(() =>
    arrayRows(
      shown().map((feature) => [
        feature.name,
        feature.from,
        '',
        ...NUMBERS.map((name) => feature[name]),
        '',
      ]),
    ),
  );
  const cell =
    (draw: (feature: Feature) => JSX.Element): NonNullable<Column['render']> =>
    (_, row) => {
      const feature = byName().get(String(row[0]));
      return feature ? draw(feature) : null;
    };
  const columns: readonly Column[] = [
    {
      id: 'name',
      title: 'Feature',
      width: 196,
      kind: 'text',
      render: cell((feature) => (
        <span class="trunc m" title={feature.name}>
          {feature.name}
        </span>
      )),
    },
    {
      id: 'from',
      title: 'From',
      width: 118,
      grow: 1,
      kind: 'text',
      sortable: false,
      render: cell((feature) => (
        <span class="ty trunc" title={feature.from}>
          {feature.from}
        </span>
      )),
    },
    {
      id: 'spread',
      title: 'Values, log',
      width: 84,
      kind: 'custom',
      sortable: false,
      render: cell((feature) => (
        <SpreadCell workbench={props.workbench} relation={props.relation} feature={feature} />
      )),
    },
    ...NUMBERS.map(
      (name) =>
        ({
          id: name,
          title: TITLES[name],
          width: WIDTHS[name],
          kind: 'number',
          align: 'right',
          render: cell((feature) => <Statistic value={feature[name]} of={feature} />),
        }) as const,
    ),
    {
      id: 'notes',
      title: 'Notes',
      width: 92,
      kind: 'custom',
      sortable: false,
      render: cell((feature) => <Notes feature={feature} correlation={props.correlation} />),
    },
  ];
  const chosen = (): ReadonlySet<number> =>
    new Set(shown().flatMap((feature, i) => (props.selected.includes(feature.name) ? [i] : [])));
  return (
    <div class="features-table cut" style={{ '--rows': String(props.features.length) }}>
      <DataTable
        label="Features"
        columns={columns}
        rows={rows()}
        sort={sort()}
        onSort={(column, direction) => setSort({ column, direction })}
        selected={chosen()}
        onSelect={(indices) => {
          const feature = shown()[[...indices].at(-1) ?? -1];
          if (feature) props.onSelect(feature.name);
        }}
      />
    </div>
  );
}

/** A statistic in few digits; all of them are in its title. */
function Statistic(props: { readonly value: number | null; readonly of: Feature }): JSX.Element {
  const short = (value: number): string =>
    Number.isInteger(value)
      ? formatNumber(value)
      : formatNumber(value, Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : 2);
  return (
    <Show when={props.value !== null} fallback={<span class="null">null</span>}>
      <span
        class={props.value === 0 ? 'num zero' : 'num'}
        title={`${String(props.value)}${props.of.isSeconds ? ' s' : ''}`}
      >
        {short(props.value ?? 0)}
      </span>
    </Show>
  );
}

function SpreadCell(props: {
  readonly workbench: Workbench;
  readonly relation: string;
  readonly feature: Feature;
}): JSX.Element {
  const answer = createStepRows(
    () => props.workbench,
    () => featureHistogram(props.relation, props.feature.name, BINS),
  );
  return (
    <Show when={answer.value()} fallback={<WaitingCell why={whyNone(props.workbench, answer)} />}>
      {(table) => (
        <MiniHistogram
          counts={countsOf(table(), BINS)}
          width={72}
          log
          label={`${formatCounted(props.feature.distinct, 'distinct value')} from ${formatNumber(props.feature.min ?? 0)} to ${formatNumber(props.feature.max ?? 0)}, log counts`}
        />
      )}
    </Show>
  );
}

function Notes(props: {
  readonly feature: Feature;
  readonly correlation: Correlation | null;
}): JSX.Element {
  return (
    <For each={notesOf(props.feature, props.correlation)}>
      {(note) => (
        <Badge tone={note.warn ? 'warn' : 'plain'} title={note.title}>
          {note.text}
        </Badge>
      )}
    </For>
  );
}

function sorted(features: readonly Feature[], sort: Sort | undefined): readonly Feature[] {
  if (!sort) return features;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const number = NUMBERS.find((name) => name === sort.column);
  const by = (feature: Feature): string | number =>
    number ? (feature[number] ?? Number.NEGATIVE_INFINITY) : feature.name.toLowerCase();
  return features.toSorted((a, b) => (by(a) < by(b) ? -sign : by(a) > by(b) ? sign : 0));
}
