import Download from 'lucide-solid/icons/download';
import { createSignal, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import type { OpenTable } from '../../state/tables.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import type { MenuEntry } from '../../widgets/menu.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { StationHead } from '../frame/station-head.tsx';
import { download } from '../save-file.ts';
import { createProfiles } from './create-profiles.ts';
import './data.css';
import { RecipeTable } from './recipe-table.tsx';
import { TableColumns } from './table-columns.tsx';
import { TableMenu } from './table-menu.tsx';
import { TableNotices } from './table-notices.tsx';
import { TableRows } from './table-rows.tsx';
import { TableTabs } from './table-tabs.tsx';
import { dayRange } from './value-text.ts';

export interface DataStationProps {
  readonly workbench: Workbench;
  /** Opens what changes how a table is read; without it nothing offers that. */
  readonly onChangeReading?: ((table: OpenTable) => void) | undefined;
  /** Further lines of a table's menu: ways to save it. */
  readonly exportEntries?: ((table: OpenTable) => readonly MenuEntry[]) | undefined;
}

type View = 'columns' | 'rows';

const VIEWS: readonly { value: View; label: string }[] = [
  { value: 'columns', label: 'Columns' },
  { value: 'rows', label: 'Rows' },
];

/** What was read: the open tables, of one of them every column, its rows, and every record that was not taken over. */
export function DataStation(props: DataStationProps): JSX.Element {
  const [view, setView] = createSignal<View>('columns');
  const table = () => props.workbench.tables.shown();
  const { columns } = createProfiles(() => props.workbench);
  const days = (): string | null => {
    const shown = table();
    return shown && isInResult(props.workbench, shown)
      ? dayRange(columns().find((column) => column.roles.includes('Time')))
      : '';
  };
  return (
    <>
      <StationHead
        title="Data"
        sentence={
          <span class="num">{[sentenceOf(table()), days()].filter(Boolean).join(', ')}</span>
        }
        action={
          <>
            <Show when={table()?.loaded}>
              <Segmented
                small
                label="What is shown of the table"
                value={view()}
                choices={VIEWS}
                onChange={setView}
              />
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
            <Show when={table()}>{(shown) => <TableMenu {...props} table={shown()} />}</Show>
          </>
        }
      />
      <TableTabs workbench={props.workbench}>
        <Show when={table()}>{(shown) => <Shown {...props} table={shown()} view={view()} />}</Show>
      </TableTabs>
    </>
  );
}

function Shown(
  props: DataStationProps & { readonly table: OpenTable; readonly view: View },
): JSX.Element {
  const change = (): (() => void) | undefined => {
    const open = props.onChangeReading;
    return (
      open &&
      (() => {
        open(props.table);
      })
    );
  };
  return (
    <div class="body data-body">
      <TableNotices {...props} />
      <Show when={props.view === 'columns'}>
        <Show
          when={isInResult(props.workbench, props.table)}
          fallback={
            <TableColumns
              workbench={props.workbench}
              table={props.table}
              onChangeReading={change()}
            />
          }
        >
          <RecipeTable workbench={props.workbench} onChangeReading={change()} />
        </Show>
      </Show>
      <Show when={props.view === 'rows' && props.table.loaded}>
        {(loaded) => <TableRows workbench={props.workbench} loaded={loaded()} />}
      </Show>
    </div>
  );
}

/** Whether the result that is shown was made from a table. */
function isInResult({ tables, result }: Workbench, { id, lacks }: OpenTable): boolean {
  const input = tables.playing(id);
  return lacks === null && (result()?.inputs.some(({ name }) => name === input) ?? false);
}

function sentenceOf(table: OpenTable | null): string {
  if (!table) return '';
  const { loaded } = table;
  if (!loaded) return table.name;
  const rows = loaded.files.reduce((sum, file) => sum + file.rows, 0);
  const columns = loaded.schema.length - 1;
  return `${table.name}: ${formatCounted(rows, 'row')} × ${formatCounted(columns, 'column')}`;
}
