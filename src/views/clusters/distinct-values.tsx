import { createMemo, Show, type JSX } from 'solid-js';
import { ClusterMark } from '../../charts/cluster-mark.tsx';
import type { StepResult } from '../../engine/result.ts';
import { ident, join, sql } from '../../sql/sql.ts';
import type { Workbench } from '../../state/workbench.ts';
import { createStepRows } from '../step-rows.ts';
import type { Column } from '../../widgets/data-table-types.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { arrayRows } from '../../widgets/row-pages.ts';
import { EmptyState, ErrorState } from '../../widgets/states.tsx';
import { tableRow } from '../drawer/table-columns.ts';
import { createClusterActions } from './cluster-actions.ts';
import { defaultName } from './cluster-words.ts';
import { Waiting } from '../waiting.tsx';

const CHARACTER = 6.6;

/** How many distinct values each column has in each cluster. */
export function DistinctValues(props: {
  readonly workbench: Workbench;
  readonly step: StepResult;
}): JSX.Element {
  const actions = createClusterActions(props.workbench);
  const table = createStepRows(
    () => props.workbench,
    () =>
      sql`SELECT ${join(props.step.schema.map((column) => ident(column.name)))} FROM ${ident(props.step.relation)}`,
  );
  const rows = createMemo(
    () => table.value()?.rows.map((cells) => tableRow(props.step.schema, cells)) ?? [],
  );
  const provider = createMemo(() => arrayRows(rows()));
  const name = (cluster: number): string =>
    props.workbench.judgements.name(cluster) ||
    defaultName(cluster, props.workbench.judgements.suspects()[cluster] ?? false);
  const columns = createMemo((): Column[] =>
    props.step.schema.map((column, i) =>
      i === 0
        ? {
            id: column.name,
            title: 'Cluster',
            width: 140,
            kind: 'text',
            sortable: false,
            render: (cell) => (
              <ClusterCell
                cluster={Number(cell)}
                name={name(Number(cell))}
                selected={actions.selected() === Number(cell)}
              />
            ),
          }
        : {
            id: column.name,
            title: column.name,
            width: Math.max(56, column.name.length * CHARACTER + 24),
            kind: 'number',
            align: 'right',
            sortable: false,
          },
    ),
  );
  const clusterAt = (index: number | undefined): number | undefined =>
    index === undefined || rows()[index] === undefined ? undefined : Number(rows()[index]?.[0]);
  const selected = createMemo(() => {
    const at = rows().findIndex((row) => Number(row[0]) === actions.selected());
    return new Set(at < 0 ? [] : [at]);
  });
  return (
    <div class="body cl-whole">
      <div class="pan cl-head">
        <div class="pan-h">
          <h2>Distinct values per cluster</h2>
          <small>nulls are not counted</small>
        </div>
      </div>
      <Show
        when={!table.failure()}
        fallback={
          <ErrorState
            title="Values could not be read"
            happened={table.failure()?.message}
            details={table.failure()?.details ?? ''}
          />
        }
      >
        <Show
          when={table.value()}
          fallback={<Waiting workbench={props.workbench} text="Reading" />}
        >
          <DataTable
            label="Distinct values per cluster"
            columns={columns()}
            rows={provider()}
            selected={selected()}
            onSelect={(indices) => {
              const cluster = clusterAt([...indices].at(-1));
              if (cluster !== undefined) actions.select(cluster);
            }}
            onOpen={(index) => {
              const cluster = clusterAt(index);
              if (cluster !== undefined) actions.open(cluster);
            }}
            empty={<EmptyState title="No clusters" text="No event is in a cluster or in noise." />}
          />
        </Show>
      </Show>
    </div>
  );
}

function ClusterCell(props: {
  readonly cluster: number;
  readonly name: string;
  readonly selected: boolean;
}): JSX.Element {
  return (
    <span class="cl-name">
      <ClusterMark cluster={props.cluster} outlined={props.selected} />
      <b class="num">{props.cluster < 0 ? '\u22121' : props.cluster}</b>
      <span class="trunc">{props.name}</span>
    </span>
  );
}
