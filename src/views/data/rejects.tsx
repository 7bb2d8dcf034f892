import Download from 'lucide-solid/icons/download';
import FileSearch from 'lucide-solid/icons/file-search';
import { createMemo, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import { csvHeader, csvRows } from '../../engine/export/csv.ts';
import { rejectsTable } from '../../engine/export/rejects.ts';
import type { LoadedInput } from '../../engine/ports.ts';
import { Button } from '../../widgets/button.tsx';
import { DataTable } from '../../widgets/data-table.tsx';
import type { Column } from '../../widgets/data-table-types.ts';
import { arrayRows } from '../../widgets/row-pages.ts';
import { download } from '../save-file.ts';

const COLUMNS: readonly Column[] = [
  { id: 'file', title: 'File', width: 150, kind: 'text', sortable: false },
  { id: 'line', title: 'Line', width: 84, kind: 'number', align: 'right', sortable: false },
  {
    id: 'column',
    title: 'Column',
    width: 132,
    kind: 'text',
    sortable: false,
    render: (cell) => (cell === null ? <span class="ink3">(record)</span> : String(cell)),
  },
  {
    id: 'reason',
    title: 'Reason',
    width: 250,
    kind: 'text',
    sortable: false,
    render: (cell) => (
      <span class="trunc" title={String(cell)}>
        {String(cell)}
      </span>
    ),
  },
  {
    id: 'text',
    title: 'Text',
    width: 340,
    kind: 'text',
    sortable: false,
    render: (cell, row) => <RejectText text={String(cell)} part={row.at(-3) !== null} />,
  },
];

/** Records that could not be taken over: where, why and what they say. */
export function Rejects(props: {
  readonly inputs: readonly LoadedInput[];
  /** Without it nothing offers to read them another way. */
  readonly onChangeReading?: (() => void) | undefined;
}): JSX.Element {
  const table = createMemo(() => rejectsTable(props.inputs));
  const files = createMemo(() => props.inputs.flatMap((input) => input.files));
  const rejected = (): number => files().reduce((sum, file) => sum + file.rejected, 0);
  const records = (): number => files().reduce((sum, file) => sum + file.rows + file.rejected, 0);
  const rows = createMemo(() => arrayRows(table().rows));
  const columns = createMemo(() =>
    COLUMNS.filter((column) => column.id !== 'file' || files().length > 1),
  );
  const save = (): void => {
    const text = csvHeader(table(), { safe: true }) + csvRows(table(), { safe: true });
    download('rejected-records.csv', new Blob([text], { type: 'text/csv' }));
  };
  const shown = createMemo(() => {
    const from = files().length > 1 ? 0 : 1;
    const all = rows();
    return arrayRows(
      Array.from({ length: all.rowCount }, (_, i) => (all.getRow(i) ?? []).slice(from)),
    );
  });
  return (
    <section
      class="data-rejects"
      aria-label="Rejected records"
      style={{ '--rows': String(Math.min(table().rows.length, 12)) }}
    >
      <div class="pan-h">
        <h2>Rejected records</h2>
        <small class="num">
          {formatCount(rejected())} of {formatCounted(records(), 'record')}; the rest was read
          <Show when={rejected() > table().rows.length}>
            ; the first {formatCount(table().rows.length)} are listed
          </Show>
        </small>
        <span class="sp" />
        <Show when={props.onChangeReading}>
          {(change) => (
            <Button small icon={FileSearch} onClick={() => change()()}>
              Change how it is read
            </Button>
          )}
        </Show>
        <Button small icon={Download} onClick={save}>
          Save as CSV
        </Button>
      </div>
      <DataTable label="Rejected records" columns={columns()} rows={shown()} />
    </section>
  );
}

/** The text of a reject; all of it is at fault where it is one value, not a whole record. */
function RejectText(props: { readonly text: string; readonly part: boolean }): JSX.Element {
  return (
    <span class="mono trunc" title={props.text}>
      <Show when={props.part} fallback={props.text}>
        <mark class="reject-part">{props.text === '' ? ' ' : props.text}</mark>
      </Show>
    </span>
  );
}
