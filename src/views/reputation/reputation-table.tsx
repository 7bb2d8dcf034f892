import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { formatCount, formatNumber } from '../../charts/format.ts';
import { ScoreInterval } from '../../charts/score-interval.tsx';
import { ValueBar } from '../../charts/value-bar.tsx';
import type { StepResult } from '../../engine/result.ts';
import type { Schema } from '../../engine/table.ts';
import type { OrderBy } from '../../queries/page.ts';
import { reputationFigures, reputationRows } from '../../queries/reputation.ts';
import type { Crumb } from '../../state/selection.ts';
import type { Workbench } from '../../state/workbench.ts';
import type { Cell } from '../../widgets/cell.ts';
import type { Column, Sort } from '../../widgets/data-table-types.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { EmptyState, ErrorState } from '../../widgets/states.tsx';
import { createPagedQuery } from '../drawer/paged-query.ts';
import { revealRows } from '../drawer/reveal-rows.ts';
import { tableColumns } from '../drawer/table-columns.ts';
import { createStepRows } from '../step-rows.ts';
import { keyColumns } from './reputation-keys.ts';

const MEASURES = [
  'suspect_events',
  'other_events',
  'total_events',
  'score',
  'interval',
  'score_low',
  'suspect_sessions',
  'score_sessions',
  'score_high',
  'total_sessions',
];
const AXIS_WIDTH = 96;
const NATURAL: Sort = { column: 'score', direction: 'descending' };

/** The keys of a reputation by score; a row selects its key. */
export function ReputationTable(props: {
  readonly workbench: Workbench;
  readonly step: StepResult;
  readonly flaggedOnly: boolean;
  readonly other: string;
}): JSX.Element {
  const [sort, setSort] = createSignal<Sort>(NATURAL);
  const [picked, setPicked] = createSignal<ReadonlySet<number>>(new Set());
  const keys = createMemo(() => keyColumns(props.step));
  const schema = createMemo((): Schema => [
    ...keys(),
    ...MEASURES.map((name) => ({ name, type: 'number' as const })),
  ]);
  const order = createMemo((): readonly OrderBy[] => {
    const { column, direction } = sort();
    const by = column === 'interval' ? 'score' : column;
    const ties: OrderBy[] = [
      { column: 'score', descending: true },
      { column: 'total_events', descending: true },
      ...keys().map(({ name }) => ({ column: name })),
    ];
    return [
      { column: by, descending: direction === 'descending' },
      ...ties.filter((tie) => tie.column !== by),
    ];
  });
  const paged = createPagedQuery(
    () => props.workbench.resultDatabase(),
    createMemo(() => ({
      query: reputationRows(
        props.step.relation,
        keys().map(({ name }) => name),
        props.flaggedOnly,
      ),
      schema: schema(),
      order: order(),
    })),
  );
  const figures = createStepRows(
    () => props.workbench,
    () => reputationFigures(props.step.relation),
  );
  const least = createMemo(() =>
    props.flaggedOnly ? axisStart(Number(figures.value()?.rows[0]?.[6] ?? 0)) : 0,
  );
  const columns = createMemo((): Column[] => {
    const first = tableColumns(keys(), paged.sample());
    const at = (name: string): number => keys().length + MEASURES.indexOf(name);
    const number = (id: string, title: string, width: number, digits?: number): Column => ({
      id,
      title,
      width,
      kind: 'number',
      align: 'right',
      ...(digits === undefined ? {} : { digits }),
    });
    const capital = props.other.charAt(0).toUpperCase() + props.other.slice(1);
    return [
      ...first.map(keyColumn),
      number('suspect_events', 'Suspect', 66),
      number('other_events', capital, 66),
      number('total_events', 'Total', 62),
      number('score', 'Score', 72, 3),
      {
        id: 'interval',
        title: `95 %, ${String(least())} to 1`,
        width: AXIS_WIDTH + 14,
        kind: 'text',
        render: (cell, row) => (
          <ScoreInterval
            min={least()}
            width={AXIS_WIDTH}
            score={Number(cell)}
            low={Number(row[at('score_low')])}
            high={Number(row[at('score_high')])}
            listed={Number(cell) > 0}
          />
        ),
      },
      number('score_low', '95 % from', 80, 3),
      {
        id: 'suspect_sessions',
        title: 'Sessions',
        width: 84,
        kind: 'number',
        align: 'right',
        render: (cell, row) => (
          <span class="num">
            {formatCount(Number(cell))}{' '}
            <span class="ink3">of {formatCount(Number(row[at('total_sessions')]))}</span>
          </span>
        ),
      },
      {
        id: 'score_sessions',
        title: 'By sessions',
        width: 106,
        kind: 'number',
        align: 'right',
        render: (cell) => (
          <span class="rp-by num">
            {cell === null ? <span class="null">null</span> : formatNumber(Number(cell), 2)}
            <ValueBar value={Number(cell)} max={1} width="44px" />
          </span>
        ),
      },
    ];
  });
  const crumbAt = (index: number): Crumb | null => {
    const cells = paged.cellsAt(index);
    return cells
      ? { level: 'entity', columns: keys(), values: cells.slice(0, keys().length) }
      : null;
  };
  const same = (index: number): boolean => {
    const crumb = crumbAt(index);
    const last = props.workbench.selection.path().at(-1);
    const entity = last?.level === 'session' ? props.workbench.selection.path().at(-2) : last;
    if (crumb?.level !== 'entity' || entity?.level !== 'entity') return false;
    return (
      crumb.columns.length === entity.columns.length &&
      crumb.columns.every(
        ({ name }, i) => name === entity.columns[i]?.name && crumb.values[i] === entity.values[i],
      )
    );
  };
  const select = (index: number): void => {
    const crumb = crumbAt(index);
    if (crumb && !same(index)) props.workbench.selection.select(crumb);
  };
  return (
    <Show
      when={!paged.failure()}
      fallback={
        <ErrorState
          title="Scores could not be read"
          happened={paged.failure()?.message}
          details={paged.failure()?.details ?? ''}
        />
      }
    >
      <DataTable
        label="Scores"
        columns={columns()}
        rows={paged.rows()}
        sort={sort()}
        onSort={(column, direction) => setSort({ column, direction })}
        selected={new Set([...picked()].filter(same))}
        onSelect={(indices) => {
          setPicked(indices);
          const index = [...indices].at(-1);
          if (index !== undefined) select(index);
        }}
        onOpen={(index) => {
          select(index);
          revealRows();
        }}
        empty={
          <EmptyState
            title={props.flaggedOnly ? 'No key has a suspect event' : 'No keys'}
            text={
              props.flaggedOnly
                ? 'Mark a cluster as suspect at Clusters, or show all keys.'
                : 'There are no events to score.'
            }
          />
        }
      />
    </Show>
  );
}

/** A key takes the room that is left: identifiers are cut by the cell and not after a few letters. */
function keyColumn(column: Column): Column {
  if (column.kind !== 'id') return { ...column, grow: 1 };
  const render = (cell: Cell): JSX.Element => (
    <span class="mono trunc" title={String(cell)}>
      {cell === null ? <span class="null">null</span> : String(cell)}
    </span>
  );
  return { ...column, grow: 1, render };
}

/** Where the axis of the intervals starts: a step of 0.05 below the least of them. Dots, not bars, are drawn, so it may be above 0. */
function axisStart(least: number): number {
  return Math.max(0, Math.min(0.95, Math.floor(least * 20 - 0.2) / 20));
}
