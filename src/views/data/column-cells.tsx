import Calendar from 'lucide-solid/icons/clock';
import Hash from 'lucide-solid/icons/hash';
import ToggleLeft from 'lucide-solid/icons/toggle-left';
import TypeIcon from 'lucide-solid/icons/type';
import { For, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted, formatShare, formatShareOf } from '../../charts/format.ts';
import { MiniHistogram } from '../../charts/mini-histogram.tsx';
import { ValueBar } from '../../charts/value-bar.tsx';
import type { Database } from '../../engine/ports.ts';
import type { Column, ColumnType } from '../../engine/table.ts';
import { columnHistogram, topValues } from '../../queries/column-histogram.ts';
import type { Sql } from '../../sql/sql.ts';
import { ROWS_GONE } from '../../state/failure.ts';
import { Badge } from '../../widgets/badge.tsx';
import { Icon, type IconShape } from '../../widgets/icon.tsx';
import { countsOf } from '../bins.ts';
import { createLastingRows } from '../step-rows.ts';
import { WaitingCell } from '../waiting.tsx';
import { isOrdered, type ColumnProfile, type Role } from './column-model.ts';
import { valueText } from './value-text.ts';

const BINS = 24;
const ICONS: Readonly<Record<ColumnType, IconShape>> = {
  text: TypeIcon,
  integer: Hash,
  number: Hash,
  timestamp: Calendar,
  boolean: ToggleLeft,
};

/** A column's name with the icon of its type. */
export function NameCell(props: { readonly column: Column }): JSX.Element {
  return (
    <span class="col-name" title={props.column.name}>
      <Icon of={ICONS[props.column.type]} small />
      <span class="trunc">{props.column.name}</span>
    </span>
  );
}

/** What a column is to the recipe, a badge each. */
export function RoleBadges(props: { readonly roles: readonly Role[] }): JSX.Element {
  return (
    <For each={props.roles}>
      {(role) => <Badge tone={role === 'Derived' ? 'organic' : 'plain'}>{role}</Badge>}
    </For>
  );
}

/** Share of the rows that hold no value, with a bar where it is not zero. */
export function NullCell(props: { readonly column: ColumnProfile }): JSX.Element {
  return (
    <Show when={props.column.nulls > 0} fallback={<span class="num zero">0</span>}>
      <ValueBar
        value={props.column.nulls}
        max={props.column.rows}
        color="var(--warn)"
        width="20px"
      />
      <span
        class="num"
        title={`${formatCounted(props.column.nulls, 'null')} in ${formatCounted(props.column.rows, 'row')}`}
      >
        {formatShareOf(props.column.nulls, props.column.rows, 'row')}
      </span>
    </Show>
  );
}

/** A small histogram: of 24 equal ranges for numbers and times, of the 24 most frequent values for text. */
export function ValuesCell(props: {
  readonly database: Database | null;
  readonly relation: string;
  readonly column: ColumnProfile;
}): JSX.Element {
  const answer = createLastingRows(
    () => props.database,
    () => queryOf(props.relation, props.column),
  );
  const counts = (): readonly number[] | null => {
    const { column } = props;
    if (column.distinct === 0 || tooMany(column)) return [];
    if (!isOrdered(column) && column.freq === 1)
      return padded(Array.from({ length: Math.min(BINS, column.distinct ?? BINS) }, () => 1));
    const table = answer.value();
    if (!table) return null;
    return isOrdered(column) ? countsOf(table, BINS) : padded(table.rows.map(([, n]) => Number(n)));
  };
  const why = (): string | null =>
    props.database ? (answer.failure()?.message ?? null) : ROWS_GONE;
  return (
    <Show when={counts()} fallback={<WaitingCell why={why()} />}>
      {(drawn) => (
        <MiniHistogram counts={drawn()} width={86} label={histogramWords(props.column)} />
      )}
    </Show>
  );
}

function queryOf(relation: string, column: ColumnProfile): Sql | null {
  if (column.distinct === 0 || tooMany(column)) return null;
  if (isOrdered(column)) return columnHistogram(relation, column.name, column.type, BINS);
  return column.freq === 1 ? null : topValues(relation, column.name, BINS);
}

/** Values that could not even be counted cannot be ranked either. */
function tooMany(column: ColumnProfile): boolean {
  return column.distinct === null && !isOrdered(column);
}

/** As many bars as every other histogram has, so that a bar is as wide everywhere. */
function padded(counts: readonly number[]): number[] {
  return [...counts, ...new Array<number>(BINS - counts.length).fill(0)];
}

function histogramWords(column: ColumnProfile): string {
  if (column.distinct === 0) return 'no values';
  if (tooMany(column)) return 'too many values to count';
  const values =
    column.distinct === null ? 'values' : formatCounted(column.distinct, 'distinct value');
  if (isOrdered(column))
    return `${values} from ${valueText(column.min, column)} to ${valueText(column.max, column)}`;
  return `${values}, the most frequent occurs ${formatCounted(column.freq ?? 0, 'time')}`;
}

/** The smallest value, or the most frequent one of a text. */
export function LowCell(props: { readonly column: ColumnProfile }): JSX.Element {
  const value = (): string | null =>
    isOrdered(props.column) ? props.column.min : props.column.top;
  return (
    <Show when={value() !== null} fallback={<span class="null">null</span>}>
      <span class="trunc num" title={value() ?? ''}>
        {value() === '' ? <span class="null">empty</span> : valueText(value(), props.column)}
      </span>
    </Show>
  );
}

/** The largest value, or the count of the most frequent one and its share of all rows. */
export function HighCell(props: { readonly column: ColumnProfile }): JSX.Element {
  return (
    <Show
      when={!isOrdered(props.column) && props.column.top !== null}
      fallback={
        <Show when={props.column.max !== null} fallback={<span class="null">null</span>}>
          <span class="trunc num" title={props.column.max ?? ''}>
            {valueText(props.column.max, props.column)}
          </span>
        </Show>
      }
    >
      <span class="num ink3">{formatShare((props.column.freq ?? 0) / props.column.rows)}</span>
      <span class="num">{formatCount(props.column.freq ?? 0)}</span>
    </Show>
  );
}
