import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { ClusterMark, clusterColor } from '../../charts/cluster-mark.tsx';
import { formatCount, formatCounted } from '../../charts/format.ts';
import { ValueBar } from '../../charts/value-bar.tsx';
import { keysByCluster } from '../../queries/cluster-list.ts';
import type { Workbench } from '../../state/workbench.ts';
import { createStepRows } from '../step-rows.ts';
import { Badge } from '../../widgets/badge.tsx';
import { CellText } from '../../widgets/cell-text.tsx';
import type { Column, Sort } from '../../widgets/data-table-types.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { arrayRows } from '../../widgets/row-pages.ts';
import { Switch } from '../../widgets/switch.tsx';
import { InlineText } from '../../widgets/text-field.tsx';
import { VerdictSwitch } from '../../widgets/verdict-switch.tsx';
import { WaitingCell, whyNone } from '../waiting.tsx';
import { drillTables, type Lineage } from '../drawer/lineage.ts';
import type { ClusterActions } from './cluster-actions.ts';
import { clusterRows, defaultName, sameRows } from './cluster-words.ts';

const MOST_SHOWN = 12;

/** Every cluster with its name, verdict and size; noise last. The list is virtual: thousands of clusters are no matter. */
export function ClusterList(props: {
  readonly workbench: Workbench;
  readonly lineage: Lineage;
  readonly actions: ClusterActions;
}): JSX.Element {
  const [sort, setSort] = createSignal<Sort>();
  // Another run with the same figures must not redraw the rows: what has the focus would lose it.
  const key = createMemo(() => props.lineage.keys[0]);
  const counted = createStepRows(
    () => props.workbench,
    () => {
      const column = key();
      return column === undefined ? null : keysByCluster(drillTables(props.lineage), column);
    },
  );
  const keys = createMemo(
    () => new Map(counted.value()?.rows.map(([cluster, n]) => [Number(cluster), Number(n)])),
  );
  const events = () => props.workbench.events();
  const rows = createMemo(() => clusterRows(props.lineage.sizes, events(), keys(), sort()), [], {
    equals: sameRows,
  });
  const provider = createMemo(() =>
    arrayRows(
      rows().map(({ cluster, sessions, events: n, keys: k }) => [cluster, cluster, sessions, n, k]),
    ),
  );
  const most = createMemo(() => rows().reduce((max, row) => Math.max(max, row.events), 0));
  const total = (): number =>
    events().byCluster.reduce((sum, n) => sum + n, 0) + events().noise + events().unclustered;
  const selected = createMemo(() => {
    const at = rows().findIndex((row) => row.cluster === props.actions.selected());
    return new Set(at < 0 ? [] : [at]);
  });
  const columns = createMemo((): Column[] => [
    {
      id: 'cluster',
      title: 'Cluster',
      width: 176,
      kind: 'text',
      render: (cell) => (
        <NameCell workbench={props.workbench} actions={props.actions} cluster={Number(cell)} />
      ),
    },
    {
      id: 'verdict',
      title: 'Verdict',
      width: 112,
      kind: 'text',
      sortable: false,
      render: (cell) => <VerdictCell workbench={props.workbench} cluster={Number(cell)} />,
    },
    { id: 'sessions', title: 'Sessions', width: 78, kind: 'number', align: 'right' },
    {
      id: 'events',
      title: 'Events',
      width: 148,
      kind: 'number',
      align: 'right',
      render: (cell, row) => (
        <EventsCell events={Number(cell)} most={most()} cluster={Number(row[0])} />
      ),
    },
    ...(key() === undefined
      ? []
      : [
          {
            id: 'keys',
            title: key() ?? '',
            width: 76,
            kind: 'number',
            align: 'right',
            render: (cell) => (
              <Show
                when={counted.value()}
                fallback={<WaitingCell why={whyNone(props.workbench, counted)} />}
              >
                <CellText cell={cell} column={{ kind: 'number' }} />
              </Show>
            ),
          } satisfies Column,
        ]),
  ]);
  const clusterAt = (index: number | undefined): number | undefined =>
    index === undefined ? undefined : rows()[index]?.cluster;
  return (
    <>
      <div class="pan cl-head">
        <div class="pan-h">
          <h2>Clusters by events</h2>
          <small class="num">each event counted once, {formatCount(total())} in total</small>
        </div>
      </div>
      <div class="cl-list" style={{ '--rows': String(Math.min(MOST_SHOWN, rows().length)) }}>
        <DataTable
          label="Clusters"
          columns={columns()}
          rows={provider()}
          {...(sort() ? { sort: sort() } : {})}
          onSort={(column, direction) => setSort({ column, direction })}
          selected={selected()}
          onSelect={(indices) => {
            const cluster = clusterAt([...indices].at(-1));
            if (cluster !== undefined) props.actions.select(cluster);
          }}
          onOpen={(index) => {
            const cluster = clusterAt(index);
            if (cluster !== undefined) props.actions.open(cluster);
          }}
        />
      </div>
      <Show when={rows().length > MOST_SHOWN}>
        <p class="note cl-note num">
          {formatCounted(rows().length - 1, 'cluster')}; scroll for all.
        </p>
      </Show>
    </>
  );
}

function EventsCell(props: {
  readonly events: number;
  readonly most: number;
  readonly cluster: number;
}): JSX.Element {
  return (
    <span class="cl-count num">
      <ValueBar
        value={props.events}
        max={props.most}
        color={clusterColor(props.cluster)}
        hollow={props.cluster < 0}
      />
      <span>
        <CellText cell={props.events} column={{ kind: 'number' }} />
      </span>
    </span>
  );
}

function NameCell(props: {
  readonly workbench: Workbench;
  readonly actions: ClusterActions;
  readonly cluster: number;
}): JSX.Element {
  const suspect = (): boolean => props.workbench.judgements.suspects()[props.cluster] ?? false;
  return (
    <span
      class="cl-name"
      onClick={() => {
        props.actions.select(props.cluster);
      }}
    >
      <ClusterMark cluster={props.cluster} outlined={props.actions.selected() === props.cluster} />
      <b class="num">{props.cluster < 0 ? '\u22121' : props.cluster}</b>
      <Show when={props.cluster >= 0} fallback={<span class="ink3">Noise</span>}>
        <InlineText
          label={`Name of cluster ${String(props.cluster)}`}
          value={props.workbench.judgements.name(props.cluster)}
          placeholder={defaultName(props.cluster, suspect())}
          editing={props.actions.renaming() === props.cluster}
          onEditingChange={(editing) => {
            props.actions.setRenaming(editing ? props.cluster : null);
          }}
          onChange={(name) => {
            props.workbench.judgements.rename(props.cluster, name);
          }}
        />
      </Show>
    </span>
  );
}

/** Suspect or organic; noise is not scored unless a person says so. */
export function VerdictCell(props: {
  readonly workbench: Workbench;
  readonly cluster: number;
}): JSX.Element {
  const judgements = () => props.workbench.judgements;
  return (
    <Show
      when={props.cluster < 0}
      fallback={
        <VerdictSwitch
          of={`cluster ${String(props.cluster)}`}
          suspect={judgements().suspects()[props.cluster] ?? false}
          onChange={(suspect) => {
            judgements().setSuspect(props.cluster, suspect);
          }}
        />
      }
    >
      <span class="cl-noise">
        <Switch
          label="noise is suspect"
          checked={judgements().noiseSuspect()}
          onChange={(suspect) => {
            judgements().setNoiseSuspect(suspect);
          }}
        />
        <Show when={judgements().noiseSuspect()} fallback={<Badge tone="dashed">Not scored</Badge>}>
          <span class="suspect">Suspect</span>
        </Show>
      </span>
    </Show>
  );
}
