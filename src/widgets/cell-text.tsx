import { Match, Switch, type JSX } from 'solid-js';
import { shownText, type Cell } from './cell.ts';
import type { Column } from './data-table-types.ts';

const isZero = (cell: Cell): boolean => cell === 0 || cell === 0n;

/** The text of a cell: null in italics, zero in the colour of captions. */
export function CellText(props: {
  cell: Cell;
  column: Pick<Column, 'kind' | 'digits'>;
}): JSX.Element {
  const text = (): string => shownText(props.cell, props.column.kind, props.column.digits);
  return (
    <Switch fallback={<>{text()}</>}>
      <Match when={props.cell === null}>
        <span class="null">null</span>
      </Match>
      <Match when={props.column.kind === 'number' && isZero(props.cell)}>
        <span class="zero">{text()}</span>
      </Match>
      <Match when={props.column.kind === 'id'}>
        <span title={String(props.cell)}>{text()}</span>
      </Match>
    </Switch>
  );
}
