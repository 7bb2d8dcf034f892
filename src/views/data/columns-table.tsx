import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import type { Database } from '../../engine/ports.ts';
import type { Schema } from '../../engine/table.ts';
import { ROWS_GONE } from '../../state/failure.ts';
import { Num } from '../../widgets/num.tsx';
import type { Row } from '../../widgets/cell.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import type { Column, Sort } from '../../widgets/data-table-types.ts';
import type { RowProvider } from '../../widgets/row-pages.ts';
import { WaitingCell } from '../waiting.tsx';
import { HighCell, LowCell, NameCell, NullCell, RoleBadges, ValuesCell } from './column-cells.tsx';
import { isOrdered, type ColumnProfile } from './column-model.ts';

/** Props of the table of columns. */
export interface ColumnsTableProps {
  readonly database: Database | null;
  readonly relation: string;
  /** Accessible name. */
  readonly label: string;
  readonly schema: Schema;
  /** What is known so far, by name; the others wait. */
  readonly known: ReadonlyMap<string, ColumnProfile>;
  /** Whether a column can have a role in the recipe. */
  readonly withRoles: boolean;
  /** Name of the selected column. */
  readonly selected: string | null;
  readonly onSelect: (name: string | null) => void;
}

/** Every column of a table: type, nulls, distinct values and how they are spread. One row can be selected. */
export function ColumnsTable(props: ColumnsTableProps): JSX.Element {
  const [sort, setSort] = createSignal<Sort | undefined>();
  const types = createMemo(() => new Map(props.schema.map((column) => [column.name, column])));
  const names = createMemo(() => sorted(props.schema, props.known, sort()));
  // One provider for as long as the table has these columns: the rows change in their places as the profile comes in.
  const rows = createMemo((): RowProvider => {
    const made = new Map<string, { readonly of: ColumnProfile | undefined; readonly row: Row }>();
    // The same row as long as nothing new is known of its column, so that it is not drawn again.
    const row = (index: number): Row => {
      const name = names()[index] ?? '';
      const profile = props.known.get(name);
      const before = made.get(name);
      if (before && before.of === profile) return before.row;
      const cells = rowOf(name, types().get(name)?.type ?? '', profile, props.withRoles);
      made.set(name, { of: profile, row: cells });
      return cells;
    };
    return {
      rowCount: props.schema.length,
      getRow: row,
      readRows: (indices) => Promise.resolve(indices.map(row)),
    };
  });
  const cell =
    (draw: (column: ColumnProfile) => JSX.Element): NonNullable<Column['render']> =>
    (_, row) => (
      <Show
        when={props.known.get(String(row[0]))}
        fallback={<WaitingCell why={props.database ? null : ROWS_GONE} />}
      >
        {(column) => draw(column())}
      </Show>
    );
  const columns = createMemo((): readonly Column[] => [
    {
      id: 'name',
      title: 'Column',
      width: 178,
      kind: 'text',
      render: (_, row) => (
        <Show when={types().get(String(row[0]))}>{(column) => <NameCell column={column()} />}</Show>
      ),
    },
    {
      id: 'type',
      title: 'Type',
      width: 74,
      kind: 'text',
      render: (type) => <span class="ty">{String(type)}</span>,
    },
    ...(props.withRoles ? [ROLE(cell)] : []),
    {
      id: 'nulls',
      title: 'Null',
      width: 80,
      kind: 'number',
      align: 'right',
      render: cell((column) => <NullCell column={column} />),
    },
    {
      id: 'distinct',
      title: 'Distinct',
      width: 62,
      kind: 'number',
      align: 'right',
      render: cell((column) =>
        column.distinct === null ? (
          <span class="null" title={column.note ?? ''}>
            not counted
          </span>
        ) : (
          <Num value={column.distinct} muteZero />
        ),
      ),
    },
    {
      id: 'values',
      title: 'Values',
      width: 102,
      kind: 'custom',
      sortable: false,
      render: cell((column) => (
        <ValuesCell database={props.database} relation={props.relation} column={column} />
      )),
    },
    {
      id: 'low',
      title: 'Min, or most frequent',
      width: 134,
      grow: 1,
      kind: 'text',
      sortable: false,
      render: cell((column) => <LowCell column={column} />),
    },
    {
      id: 'high',
      title: 'Max, or its count',
      width: 134,
      grow: 1,
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
      render: cell((column) =>
        column.mean === null || column.type === 'timestamp' ? null : <Num value={column.mean} />,
      ),
    },
  ]);
  const chosen = (): ReadonlySet<number> => {
    const at = props.selected === null ? -1 : names().indexOf(props.selected);
    return new Set(at < 0 ? [] : [at]);
  };
  return (
    <DataTable
      label={props.label}
      columns={columns()}
      rows={rows()}
      sort={sort()}
      onSort={(column, direction) => setSort({ column, direction })}
      selected={chosen()}
      onSelect={(indices) => {
        props.onSelect(names()[[...indices].at(-1) ?? -1] ?? null);
      }}
      empty={<p class="note data-none">No columns.</p>}
    />
  );
}

const ROLE = (
  cell: (draw: (column: ColumnProfile) => JSX.Element) => NonNullable<Column['render']>,
): Column => ({
  id: 'role',
  title: 'Role',
  width: 64,
  kind: 'text',
  sortable: false,
  render: cell((column) => <RoleBadges roles={column.roles} />),
});

/** Cells for copying, in the order of the table's columns. */
function rowOf(
  name: string,
  type: string,
  column: ColumnProfile | undefined,
  withRoles: boolean,
): Row {
  if (!column) return [name, type];
  const ordered = isOrdered(column);
  return [
    name,
    type,
    ...(withRoles ? [column.roles.join(', ')] : []),
    column.nulls,
    column.distinct,
    '',
    ordered ? column.min : column.top,
    ordered ? column.max : column.freq,
    column.type === 'timestamp' ? null : column.mean,
  ];
}

const NONE = Number.NEGATIVE_INFINITY;
const SORTED_BY: Readonly<Record<string, (column: ColumnProfile) => number>> = {
  nulls: (column) => column.nulls,
  distinct: (column) => column.distinct ?? NONE,
  mean: (column) => (column.type === 'timestamp' ? NONE : (column.mean ?? NONE)),
};

/** Names in the order asked for; columns that are not known yet come last. */
function sorted(
  schema: Schema,
  known: ReadonlyMap<string, ColumnProfile>,
  sort: Sort | undefined,
): readonly string[] {
  const names = schema.map(({ name }) => name);
  if (!sort) return names;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const order = (a: string | number, b: string | number) => (a < b ? -sign : a > b ? sign : 0);
  if (sort.column === 'name')
    return names.toSorted((a, b) => order(a.toLowerCase(), b.toLowerCase()));
  if (sort.column === 'type')
    return schema.toSorted((a, b) => order(a.type, b.type)).map(({ name }) => name);
  const by = SORTED_BY[sort.column];
  if (!by) return names;
  return names.toSorted((a, b) => {
    const [one, other] = [known.get(a), known.get(b)];
    if (one && other) return order(by(one), by(other));
    return Number(!one) - Number(!other);
  });
}
