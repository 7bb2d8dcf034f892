import { createMemo, createSignal, type JSX } from 'solid-js';
import type { Workbench } from '../../state/workbench.ts';
import { Num } from '../../widgets/num.tsx';
import type { Row } from '../../widgets/cell.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import type { Column, Sort } from '../../widgets/data-table-types.ts';
import { arrayRows } from '../../widgets/row-pages.ts';
import { HighCell, LowCell, NameCell, NullCell, RoleBadges, ValuesCell } from './column-cells.tsx';
import { isOrdered, type ColumnProfile } from './column-model.ts';
import { selectedColumn } from './selected-column.ts';

/** Props of the table of columns. */
export interface ColumnsTableProps {
  readonly workbench: Workbench;
  readonly relation: string;
  readonly columns: readonly ColumnProfile[];
}

/** Every column of the log: type, role, nulls, distinct values and how they are spread. One row can be selected. */
export function ColumnsTable(props: ColumnsTableProps): JSX.Element {
  const [selected, setSelected] = selectedColumn(props.workbench);
  const [sort, setSort] = createSignal<Sort | undefined>();
  const byName = createMemo(() => new Map(props.columns.map((column) => [column.name, column])));
  const names = createMemo(() => sorted(props.columns, sort()).map((column) => column.name));
  const rows = createMemo(() => arrayRows(names().map((name) => rowOf(byName().get(name)))));
  const cell =
    (draw: (column: ColumnProfile) => JSX.Element): NonNullable<Column['render']> =>
    (_, row) => {
      const column = byName().get(String(row[0]));
      return column ? draw(column) : null;
    };
  const columns: readonly Column[] = [
    {
      id: 'name',
      title: 'Column',
      width: 178,
      kind: 'text',
      render: cell((column) => <NameCell column={column} />),
    },
    {
      id: 'type',
      title: 'Type',
      width: 74,
      kind: 'text',
      render: cell((column) => <span class="ty">{column.type}</span>),
    },
    {
      id: 'role',
      title: 'Role',
      width: 64,
      kind: 'text',
      render: cell((column) => <RoleBadges roles={column.roles} />),
    },
    {
      id: 'nulls',
      title: 'Null',
      width: 80,
      kind: 'number',
      align: 'right',
      render: cell((column) => <NullCell column={column} />),
    },
    { id: 'distinct', title: 'Distinct', width: 62, kind: 'number', align: 'right' },
    {
      id: 'values',
      title: 'Values',
      width: 102,
      kind: 'custom',
      sortable: false,
      render: cell((column) => (
        <ValuesCell workbench={props.workbench} relation={props.relation} column={column} />
      )),
    },
    {
      id: 'low',
      title: 'Min, or most frequent',
      width: 134,
      kind: 'text',
      sortable: false,
      render: cell((column) => <LowCell column={column} />),
    },
    {
      id: 'high',
      title: 'Max, or its count',
      width: 134,
      kind: 'text',
      align: 'right',
      sortable: false,
      render: cell((column) => <HighCell column={column} />),
    },
    {
      id: 'mean',
      title: 'Mean',
      width: 68,
      kind: 'number',
      align: 'right',
      render: cell((column) => (column.mean === null ? null : <Num value={column.mean} />)),
    },
  ];
  const chosen = (): ReadonlySet<number> =>
    new Set(names().flatMap((name, i) => (name === selected() ? [i] : [])));
  return (
    <DataTable
      label="Columns of the log"
      columns={columns}
      rows={rows()}
      sort={sort()}
      onSort={(column, direction) => setSort({ column, direction })}
      selected={chosen()}
      onSelect={(indices) => setSelected(names()[[...indices].at(-1) ?? -1] ?? null)}
      empty={<p class="note data-none">No columns.</p>}
    />
  );
}

/** Cells for copying, in the order of the table's columns. */
function rowOf(column: ColumnProfile | undefined): Row {
  if (!column) return [];
  const ordered = isOrdered(column);
  return [
    column.name,
    column.type,
    column.roles.join(', '),
    column.nulls,
    column.distinct,
    '',
    ordered ? column.min : column.top,
    ordered ? column.max : column.freq,
    column.mean,
  ];
}

const SORTED_BY: Readonly<Record<string, (column: ColumnProfile) => string | number>> = {
  name: (column) => column.name.toLowerCase(),
  type: (column) => column.type,
  role: (column) => column.roles.join(', ') || '~',
  nulls: (column) => column.nulls,
  distinct: (column) => column.distinct,
  mean: (column) => column.mean ?? Number.NEGATIVE_INFINITY,
};

function sorted(
  columns: readonly ColumnProfile[],
  sort: Sort | undefined,
): readonly ColumnProfile[] {
  const by = sort && SORTED_BY[sort.column];
  if (!by) return columns;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return columns.toSorted((a, b) => (by(a) < by(b) ? -sign : by(a) > by(b) ? sign : 0));
}
