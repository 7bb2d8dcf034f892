import './drawer.css';
import Code from 'lucide-solid/icons/code';
import { createEffect, createMemo, createSignal, on, Show, type JSX } from 'solid-js';
import { ClusterMark } from '../../charts/cluster-mark.tsx';
import { formatCount, formatCounted } from '../../charts/format.ts';
import { ordered } from '../../queries/page.ts';
import { text } from '../../sql/sql.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import type { Crumb as ShownCrumb } from '../../widgets/crumbs.tsx';
import { DataTable } from '../../widgets/data-table.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { EmptyState, ErrorState } from '../../widgets/states.tsx';
import { Drawer } from '../frame/drawer.tsx';
import type { FrameState } from '../frame/frame-state.ts';
import { createDrawerActions } from './drawer-actions.ts';
import { rowsAsked } from './reveal-rows.ts';
import { openSessionOf, placeOf, RowUpwards } from './row-upwards.tsx';
import { createSelectedRows, type Listed, type SelectedRows } from './selected-rows.ts';
import { crumbWords } from './selection-words.ts';
import { SqlDialog } from './sql-dialog.tsx';
import { tableColumns } from './table-columns.ts';

const LISTS: readonly { value: Listed; label: string }[] = [
  { value: 'sessions', label: 'Sessions' },
  { value: 'rows', label: 'Rows' },
];

/** The selected rows, everywhere: a cluster's sessions, a session's events, the events of a key; without a selection all events. */
export function SelectionDrawer(props: {
  readonly workbench: Workbench;
  readonly frame: FrameState;
}): JSX.Element {
  const selected = createSelectedRows(props.workbench);
  const actions = createDrawerActions(props.workbench, selected);
  const selection = props.workbench.selection;
  createEffect(
    on(
      rowsAsked,
      () => {
        props.frame.setDrawerOpen(true);
      },
      { defer: true },
    ),
  );
  const noun = (): string => (selected.listed() === 'rows' ? 'row' : 'session');
  const crumbs = createMemo((): ShownCrumb[] => {
    const path = selection.path();
    if (path.length === 0) return [];
    const shown = path.map((crumb, i): ShownCrumb => ({
      id: String(i),
      label: crumbWords(crumb),
      ...(crumb.level === 'cluster' ? { mark: <ClusterMark cluster={crumb.cluster} /> } : {}),
    }));
    return [...shown, { id: 'rows', label: countWords(selected.paged.count(), noun()) }];
  });
  return (
    <Drawer
      frame={props.frame}
      crumbs={crumbs()}
      onCrumb={(_, level) => {
        selection.upTo(level + 1);
      }}
      onClear={() => {
        selection.select();
      }}
      onCopy={() => void actions.copy()}
      onExport={() => void actions.save()}
      hint={
        selected.lineage() ? 'nothing selected, showing all rows' : 'rows appear here after a run'
      }
    >
      <Show
        when={selected.lineage()}
        fallback={
          <EmptyState
            title="No rows yet"
            text="Rows of the selected cluster, session or key appear here after a run."
          />
        }
      >
        <DrawerRows
          workbench={props.workbench}
          selected={selected}
          saving={actions.saving()}
          onCancel={actions.cancel}
        />
      </Show>
    </Drawer>
  );
}

/** `512 rows`; while they are counted only what they are. */
function countWords(count: number | undefined, noun: string): string {
  return count === undefined ? `${noun}s` : formatCounted(count, noun);
}

function DrawerRows(props: {
  readonly workbench: Workbench;
  readonly selected: SelectedRows;
  readonly saving: number | null;
  readonly onCancel: () => void;
}): JSX.Element {
  const [sqlShown, setSqlShown] = createSignal(false);
  const [picked, setPicked] = createSignal<ReadonlySet<number>>(new Set());
  const selected = props.selected;
  createEffect(on(selected.paged.rows, () => setPicked(new Set<number>()), { defer: true }));
  const columns = createMemo(() => tableColumns(selected.schema(), selected.paged.sample()));
  const place = createMemo(() => {
    const [index] = picked();
    if (picked().size !== 1 || index === undefined || selected.listed() !== 'rows') return null;
    selected.paged.rows().getRow(index);
    return placeOf(selected, index);
  });
  const readable = createMemo(() => {
    const query = sqlShown() ? selected.query('readable') : null;
    return query ? text(ordered(query, selected.order())) : '';
  });
  const open = (index: number): void => {
    const cells = selected.paged.cellsAt(index);
    if (!cells) return;
    if (selected.listed() === 'sessions') {
      props.workbench.selection.open({ level: 'session', session: Number(cells[0]) });
      return;
    }
    const at = placeOf(selected, index);
    if (at) openSessionOf(props.workbench, at);
  };
  const inSession = (): boolean => props.workbench.selection.path().at(-1)?.level === 'session';
  return (
    <>
      <div class="dw-bar">
        <Show when={!inSession()}>
          <Segmented
            small
            label="List"
            value={selected.listed()}
            choices={LISTS}
            onChange={(what) => {
              selected.list(what);
            }}
          />
        </Show>
        <Show when={props.workbench.selection.path().length === 0}>
          <span class="ink3 num">
            {countWords(selected.paged.count(), selected.listed() === 'rows' ? 'row' : 'session')}
          </span>
        </Show>
        <Show when={place()}>
          {(at) => <RowUpwards workbench={props.workbench} place={at()} />}
        </Show>
        <span class="sp" />
        <Show when={props.saving !== null}>
          <span class="ink3 num" role="status">
            {formatCount(props.saving ?? 0)} rows written
          </span>
          <Button
            small
            onClick={() => {
              props.onCancel();
            }}
          >
            Cancel
          </Button>
        </Show>
        <Button small tone="ghost" icon={Code} onClick={() => setSqlShown(true)}>
          Show SQL
        </Button>
      </div>
      <Show
        when={!selected.paged.failure()}
        fallback={
          <ErrorState
            title="Rows could not be read"
            happened={selected.paged.failure()?.message}
            kept="The run and the selection are as they were."
            details={selected.paged.failure()?.details ?? ''}
          />
        }
      >
        <DataTable
          label={selected.listed() === 'rows' ? 'Selected rows' : 'Selected sessions'}
          columns={columns()}
          rows={selected.paged.rows()}
          {...(selected.sort() ? { sort: selected.sort() } : {})}
          onSort={(column, direction) => {
            selected.setSort({ column, direction });
          }}
          selected={picked()}
          onSelect={setPicked}
          onOpen={open}
          empty={<EmptyState title="No rows" text="Nothing fulfils this selection." />}
        />
      </Show>
      <SqlDialog open={sqlShown()} onOpenChange={setSqlShown} sql={readable()} />
    </>
  );
}
