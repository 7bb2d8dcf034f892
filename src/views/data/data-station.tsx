import Combine from 'lucide-solid/icons/combine';
import Download from 'lucide-solid/icons/download';
import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import { rowsOf, type OpenTable } from '../../state/tables.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { StatusStrip } from '../../widgets/status-strip.tsx';
import { StationHead } from '../frame/station-head.tsx';
import { download } from '../save-file.ts';
import { createProfiles } from './create-profiles.ts';
import './data.css';
import { TableJoin } from './join/table-join.tsx';
import { SaveTableMenu, saveEntries } from './save-table-menu.tsx';
import { shownOf } from './shown-table.ts';
import { TableContent, type TableView } from './table-content.tsx';
import { TableMenu } from './table-menu.tsx';
import { TableNotices } from './table-notices.tsx';
import { createTableSaver, type TableSaver } from './table-saver.ts';
import { TableTabs } from './table-tabs.tsx';
import { dayRange } from './value-text.ts';

export interface DataStationProps {
  readonly workbench: Workbench;
  /** Opens what changes how a table is read; without it nothing offers that. */
  readonly onChangeReading?: ((table: OpenTable) => void) | undefined;
}

const VIEWS: readonly { value: TableView; label: string }[] = [
  { value: 'columns', label: 'Columns' },
  { value: 'rows', label: 'Rows' },
  { value: 'describe', label: 'Describe' },
  { value: 'info', label: 'Info' },
];

/** What was read: the open tables, of one of them every column, its rows, and every record that was not taken over. */
export function DataStation(props: DataStationProps): JSX.Element {
  const [view, setView] = createSignal<TableView>('columns');
  const [joining, setJoining] = createSignal(false);
  const table = () => props.workbench.tables.shown();
  const shown = createMemo(() => {
    const open = table();
    return open && shownOf(props.workbench, open);
  });
  const saver = createTableSaver(() => {
    const [open, rows] = [table(), shown()];
    const { workbench } = props;
    return open && rows
      ? {
          ...rows,
          name: open.name,
          database: workbench.database(),
          writeParquet: workbench.writeParquet,
        }
      : null;
  });
  const { columns } = createProfiles(() => props.workbench);
  const days = (): string | null =>
    shown()?.profiled ? dayRange(columns().find((column) => column.roles.includes('Time'))) : '';
  return (
    <>
      <StationHead
        title="Data"
        sentence={[sentenceOf(table()), days()].filter(Boolean).join(', ')}
        action={
          <>
            <Show when={table()?.loaded}>
              <SaveTableMenu saver={saver} />
            </Show>
            <Show when={props.workbench.truth()}>
              {(truth) => (
                <Button
                  icon={Download}
                  title="Who made each event of this simulated log, as CSV"
                  onClick={() => {
                    download(truth().name, truth().blob);
                  }}
                >
                  Save the truth
                </Button>
              )}
            </Show>
            <Show when={table()}>
              {(open) => (
                <TableMenu
                  {...props}
                  table={open()}
                  exportEntries={() =>
                    open().loaded ? [{ kind: 'note', label: 'Save as' }, ...saveEntries(saver)] : []
                  }
                />
              )}
            </Show>
          </>
        }
      />
      <Saving saver={saver} />
      <TableTabs workbench={props.workbench}>
        <Show when={table()}>
          {(open) => (
            <div class="body data-body">
              <Show when={open().loaded}>
                <div class="data-bar">
                  <Segmented
                    small
                    label="What is shown of the table"
                    value={view()}
                    choices={VIEWS}
                    onChange={setView}
                  />
                  <span class="sp" />
                  <Button small icon={Combine} onClick={() => setJoining(true)}>
                    Join a table…
                  </Button>
                </div>
              </Show>
              <TableNotices {...props} table={open()} />
              <TableContent {...props} table={open()} view={view()} />
            </div>
          )}
        </Show>
      </TableTabs>
      <TableJoin
        workbench={props.workbench}
        leftId={table()?.id ?? ''}
        open={joining()}
        onClose={() => setJoining(false)}
      />
    </>
  );
}

function Saving(props: { readonly saver: TableSaver }): JSX.Element {
  return (
    <Show when={props.saver.saving()}>
      {(now) => (
        <StatusStrip
          phase={`Saving ${now().file}`}
          detail={`${formatCount(now().done)} of ${formatCounted(now().rows, 'row')}`}
          share={now().rows > 0 ? now().done / now().rows : null}
          onCancel={() => {
            props.saver.cancel();
          }}
        />
      )}
    </Show>
  );
}

function sentenceOf(table: OpenTable | null): string {
  if (!table?.loaded) return table?.name ?? '';
  const columns = table.loaded.schema.length - 1;
  return `${table.name}: ${formatCounted(rowsOf(table), 'row')} × ${formatCounted(columns, 'column')}`;
}
