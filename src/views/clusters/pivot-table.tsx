import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { ClusterMark } from '../../charts/cluster-mark.tsx';
import { formatCount } from '../../charts/format.ts';
import { createSize } from '../../charts/size.ts';
import type { StepResult } from '../../engine/result.ts';
import type { Column as EngineColumn, Schema } from '../../engine/table.ts';
import { pivotRows, type PivotColumns } from '../../queries/pivot.ts';
import type { Crumb } from '../../state/selection.ts';
import type { Workbench } from '../../state/workbench.ts';
import { createStepRows } from '../step-rows.ts';
import { ident, sql } from '../../sql/sql.ts';
import type { Cell } from '../../widgets/cell.ts';
import { CellText } from '../../widgets/cell-text.tsx';
import type { Column } from '../../widgets/data-table-types.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { EmptyState, ErrorState } from '../../widgets/states.tsx';
import { createPagedQuery } from '../drawer/paged-query.ts';
import { revealRows } from '../drawer/reveal-rows.ts';
import { tableColumns } from '../drawer/table-columns.ts';
import { FIRST_OTHER, NOISE } from './cluster-words.ts';

const NUMBER_WIDTH = 84;
/** Room for the bar of a long table. */
const SCROLLBAR = 16;

/** The clusters of a column: one, noise, or none where it holds several. */
interface PivotColumn {
  readonly title: string;
  readonly cluster: number | null;
}

function shownColumns({ clusters, other, unclustered }: PivotColumns): PivotColumn[] {
  return [
    ...Array.from({ length: clusters }, (_, cluster) => ({ title: String(cluster), cluster })),
    ...(other ? [{ title: 'other', cluster: null }] : []),
    { title: 'noise', cluster: NOISE },
    ...(unclustered ? [{ title: 'unclustered', cluster: null }] : []),
    { title: 'total', cluster: null },
  ];
}

/** A crosstab with a column for each of the first clusters. A row selects its key, a number the key in that cluster. */
export function PivotTable(props: {
  readonly workbench: Workbench;
  readonly step: StepResult;
}): JSX.Element {
  const [at, setAt] = createSignal(-1);
  let box: HTMLDivElement | undefined;
  const size = createSize(() => box);
  const key = createMemo((): EngineColumn => props.step.schema[0] ?? { name: '', type: 'text' });
  const across = (): string => props.step.schema[1]?.name ?? '';
  const facts = createStepRows(
    () => props.workbench,
    () =>
      sql`SELECT coalesce(max(${ident(across())}), -1) + 1, coalesce(bool_or(${ident(across())} IS NULL), false) FROM ${ident(props.step.relation)}`,
  );
  const columns = createMemo(
    (): PivotColumns | null => {
      const row = facts.value()?.rows[0];
      if (!row) return null;
      const clusters = Number(row[0]);
      return {
        clusters: Math.min(FIRST_OTHER, clusters),
        other: clusters > FIRST_OTHER,
        unclustered: row[1] === true,
      };
    },
    null,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const shown = createMemo(() =>
    columns() ? shownColumns(columns() ?? { clusters: 0, other: false, unclustered: false }) : [],
  );
  const schema = createMemo((): Schema => [
    key(),
    ...shown().map(({ title }): EngineColumn => ({ name: title, type: 'number' })),
  ]);
  const paged = createPagedQuery(
    () => props.workbench.resultDatabase(),
    createMemo(() => {
      const wanted = columns();
      return wanted
        ? {
            query: pivotRows(
              { relation: props.step.relation, key: key().name, across: across() },
              wanted,
            ),
            schema: schema(),
            order: [],
          }
        : null;
    }),
  );
  const entity = (index: number): Crumb | null => {
    const cells = paged.cellsAt(index);
    return cells ? { level: 'entity', columns: [key()], values: [cells[0] ?? null] } : null;
  };
  const select = (index: number, cluster: number | null): void => {
    const crumb = entity(index);
    if (!crumb) return;
    setAt(index);
    if (cluster === null) props.workbench.selection.select(crumb);
    else props.workbench.selection.select({ level: 'cluster', cluster }, crumb);
  };
  const isSelected = (): boolean => {
    const crumb = entity(at());
    const last = props.workbench.selection.path().find((candidate) => candidate.level === 'entity');
    return (
      crumb?.level === 'entity' &&
      last !== undefined &&
      last.columns[0]?.name === key().name &&
      last.values[0] === crumb.values[0]
    );
  };
  const columnsShown = createMemo((): Column[] => {
    const [first] = tableColumns(schema(), paged.sample());
    const numbers = shown().map(({ title, cluster }): Column => ({
      id: title,
      title: cluster !== null && cluster >= 0 ? `cluster ${title}` : title,
      width: NUMBER_WIDTH,
      kind: 'number',
      align: 'right',
      sortable: false,
      ...(cluster === null
        ? {}
        : {
            render: (cell: Cell, _row: readonly Cell[], index: number) => (
              <PivotCell
                value={Number(cell)}
                cluster={cluster}
                reachable={at() === index}
                onSelect={() => {
                  select(index, cluster);
                }}
                onOpen={revealRows}
              />
            ),
          }),
    }));
    return first
      ? [
          {
            ...first,
            width: Math.max(
              180,
              first.width,
              size().width - shown().length * NUMBER_WIDTH - SCROLLBAR,
            ),
            title: key().name,
            sortable: false,
          },
          ...numbers,
        ]
      : [];
  });
  return (
    <div class="cl-table" ref={(element) => (box = element)}>
      <Show
        when={!paged.failure()}
        fallback={
          <ErrorState
            title="The pivot could not be read"
            happened={paged.failure()?.message}
            details={paged.failure()?.details ?? ''}
          />
        }
      >
        <DataTable
          label={`Events by ${key().name} and cluster`}
          columns={columnsShown()}
          rows={paged.rows()}
          selected={new Set(at() >= 0 && isSelected() ? [at()] : [])}
          onSelect={(indices) => {
            const index = [...indices].at(-1);
            if (index !== undefined) select(index, null);
          }}
          onOpen={(index) => {
            select(index, null);
            revealRows();
          }}
          empty={<EmptyState title="No events" text="There is nothing to count." />}
        />
      </Show>
    </div>
  );
}

/** A count that selects its key within its cluster. */
function PivotCell(props: {
  readonly value: number;
  readonly cluster: number;
  readonly reachable: boolean;
  readonly onSelect: () => void;
  readonly onOpen: () => void;
}): JSX.Element {
  return (
    <Show
      when={props.value > 0}
      fallback={<CellText cell={props.value} column={{ kind: 'number' }} />}
    >
      <button
        type="button"
        class="cl-cell num"
        tabindex={props.reachable ? 0 : -1}
        aria-label={`${formatCount(props.value)} in ${props.cluster < 0 ? 'noise' : `cluster ${String(props.cluster)}`}, select`}
        onClick={() => {
          props.onSelect();
        }}
        onDblClick={() => {
          props.onOpen();
        }}
      >
        <ClusterMark cluster={props.cluster} size={7} />
        {formatCount(props.value)}
      </button>
    </Show>
  );
}
