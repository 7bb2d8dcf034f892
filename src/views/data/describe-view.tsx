import { createMemo, Show, type JSX } from 'solid-js';
import { describeTable, describeText } from '../../engine/profile/describe.ts';
import type { ColumnStatistics } from '../../engine/profile/statistics.ts';
import type { Cell } from '../../widgets/cell.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import type { Column } from '../../widgets/data-table-types.ts';
import { arrayRows } from '../../widgets/row-pages.ts';
import { formatNumber } from '../../charts/format.ts';
import { TextActions } from './text-actions.tsx';

const CHARACTER = 7.3;
const WIDTHS = { least: 72, most: 214 } as const;

/** pandas' `describe(include='all')`, turned: a row a column, so that it is readable with many; copies have its own layout. */
export function DescribeView(props: {
  readonly name: string;
  readonly columns: readonly ColumnStatistics[];
}): JSX.Element {
  const table = createMemo(() => describeTable(props.columns));
  const rows = createMemo(() => {
    const described = table();
    return arrayRows(
      props.columns.map((column, i) => [
        column.name,
        ...described.rows.map((statistic) => statistic[i + 1] ?? null),
      ]),
    );
  });
  const columns = createMemo((): readonly Column[] => [
    { id: 'name', title: 'Column', width: 178, kind: 'text', sortable: false },
    ...table().rows.map(([name, ...values]): Column => {
      const title = String(name);
      const longest = Math.max(...values.map((value) => shownText(value, title === 'top').length));
      return {
        id: title,
        title,
        width: Math.round(Math.min(WIDTHS.most, Math.max(WIDTHS.least, longest * CHARACTER + 18))),
        kind: 'custom',
        align: title === 'top' ? 'left' : 'right',
        sortable: false,
        render: (cell) => <Shown cell={cell} isText={title === 'top'} />,
      };
    }),
  ]);
  return (
    <div class="tp-view">
      <p class="note tp-note">
        Mean and quartiles of numbers, of truth as 0 and 1, and of times; most frequent value of
        text. Standard deviation with ddof 1; quartiles lie on the line between two values.
        <TextActions
          what="Describe"
          name={props.name}
          table={table}
          text={() => describeText(props.columns)}
        />
      </p>
      <div class="data-columns" style={{ '--rows': String(props.columns.length) }}>
        <DataTable label={`Statistics of ${props.name}`} columns={columns()} rows={rows()} />
      </div>
    </div>
  );
}

function shownText(cell: Cell, isText: boolean): string {
  if (cell === null) return 'NaN';
  const value = String(cell);
  const number = Number(value);
  if (isText || value === '' || !Number.isFinite(number)) return value.replace('T', ' ');
  return formatNumber(number);
}

function Shown(props: { readonly cell: Cell; readonly isText: boolean }): JSX.Element {
  return (
    <Show
      when={props.cell !== null && props.cell !== ''}
      fallback={<span class="null">{props.cell === null ? 'NaN' : 'empty'}</span>}
    >
      <span class="trunc num" title={String(props.cell)}>
        {shownText(props.cell, props.isText)}
      </span>
    </Show>
  );
}
