import { Show, type JSX } from 'solid-js';
import { ClusterMark } from '../../charts/cluster-mark.tsx';
import { formatCount } from '../../charts/format.ts';
import { CLUSTER, ROW } from '../../steps/columns.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import type { SelectedRows } from './selected-rows.ts';
import { clusterWord } from './selection-words.ts';

/** What a row of events belongs to; null where it is in no session or no cluster. */
export interface RowPlace {
  readonly row: number;
  readonly session: number | null;
  readonly cluster: number | null;
}

/** Where the event at an index of the drawer belongs, if it is here. */
export function placeOf(selected: SelectedRows, index: number): RowPlace | null {
  const cells = selected.paged.cellsAt(index);
  const lineage = selected.lineage();
  if (!cells || !lineage) return null;
  const at = (name: string): number | null => {
    const cell = cells[selected.schema().findIndex((column) => column.name === name)];
    return cell === null || cell === undefined ? null : Number(cell);
  };
  return { row: at(ROW) ?? index, session: at(lineage.session), cluster: at(CLUSTER) };
}

/** Selects the whole session of a row, under its cluster. */
export function openSessionOf(workbench: Workbench, place: RowPlace): void {
  if (place.session === null) return;
  const session = { level: 'session', session: place.session } as const;
  if (place.cluster === null) workbench.selection.select(session);
  else workbench.selection.select({ level: 'cluster', cluster: place.cluster }, session);
}

/** A row opens upwards too: its session and its cluster, each one step away. */
export function RowUpwards(props: {
  readonly workbench: Workbench;
  readonly place: RowPlace;
}): JSX.Element {
  return (
    <span class="dw-up">
      <span class="ink3">Row {props.place.row}</span>
      <Show when={props.place.session !== null} fallback={<span class="ink3">in no session</span>}>
        <Button
          small
          tone="ghost"
          onClick={() => {
            openSessionOf(props.workbench, props.place);
          }}
        >
          session {formatCount(props.place.session ?? 0)}
        </Button>
      </Show>
      <Show when={props.place.cluster !== null} fallback={<span class="ink3">in no cluster</span>}>
        <Button
          small
          tone="ghost"
          onClick={() => {
            props.workbench.selection.select({
              level: 'cluster',
              cluster: props.place.cluster ?? 0,
            });
          }}
        >
          <ClusterMark cluster={props.place.cluster ?? 0} />
          {clusterWord(props.place.cluster ?? 0)}
        </Button>
      </Show>
    </span>
  );
}
