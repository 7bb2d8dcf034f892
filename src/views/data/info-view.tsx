import { createMemo, type JSX } from 'solid-js';
import { formatBytes, formatCounted } from '../../charts/format.ts';
import { infoTable, infoText, memoryOf, typeCounts } from '../../engine/profile/info.ts';
import type { ColumnStatistics } from '../../engine/profile/statistics.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import type { Column } from '../../widgets/data-table-types.ts';
import { arrayRows } from '../../widgets/row-pages.ts';
import { TextActions } from './text-actions.tsx';

const COLUMNS: readonly Column[] = [
  { id: 'column', title: 'Column', width: 240, kind: 'text', sortable: false },
  {
    id: 'non_null',
    title: 'Non-null',
    width: 110,
    kind: 'number',
    align: 'right',
    sortable: false,
  },
  {
    id: 'bytes',
    title: 'Bytes before packing',
    width: 160,
    kind: 'number',
    align: 'right',
    sortable: false,
  },
  // Last, as it takes what is left.
  { id: 'type', title: 'Type', width: 110, kind: 'text', sortable: false },
];

/** pandas' `info()`: how many values each column holds, of which type, in how many bytes. */
export function InfoView(props: {
  readonly name: string;
  readonly columns: readonly ColumnStatistics[];
  /** Columns of the table, also those that are not profiled yet. */
  readonly total: number;
}): JSX.Element {
  const table = createMemo(() => infoTable(props.columns));
  const words = (): string => {
    const rows = formatCounted(props.columns[0]?.rows ?? 0, 'row');
    const types = typeCounts(props.columns)
      .map(([type, count]) => `${String(count)} ${type}`)
      .join(', ');
    return `${rows}, ${formatCounted(props.total, 'column')} (${types}), ${formatBytes(memoryOf(props.columns))} before the engine packs them.`;
  };
  return (
    <div class="tp-view">
      <p class="note tp-note">
        <span class="num">{words()}</span>
        <TextActions
          what="Info"
          name={props.name}
          table={table}
          text={() => infoText(props.name, props.columns)}
        />
      </p>
      <div class="data-columns" style={{ '--rows': String(props.columns.length) }}>
        <DataTable
          label={`Info of ${props.name}`}
          columns={COLUMNS}
          rows={arrayRows(
            table().rows.map(([name = null, held = null, type = null, bytes = null]) => [
              name,
              held,
              bytes,
              type,
            ]),
          )}
        />
      </div>
    </div>
  );
}
