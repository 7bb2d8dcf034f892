import { createMemo, Show, type JSX } from 'solid-js';
import type { LoadedInput } from '../../engine/ports.ts';
import type { OpenTable } from '../../state/tables.ts';
import type { Workbench } from '../../state/workbench.ts';
import { ROW } from '../../steps/columns.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import type { Column } from '../../widgets/data-table-types.ts';
import { arrayRows } from '../../widgets/row-pages.ts';
import { WarningList } from '../warning-list.tsx';
import { Rejects } from './rejects.tsx';
import { TableRows } from './table-rows.tsx';

const COLUMNS: readonly Column[] = [
  { id: 'name', title: 'Column', width: 260, kind: 'text', sortable: false },
  {
    id: 'type',
    title: 'Type',
    width: 110,
    kind: 'text',
    sortable: false,
    render: (cell) => <span class="ty">{String(cell)}</span>,
  },
];

const FIRST_ROWS = 20;

/** Columns, warnings, rejected records and first rows of a table that the shown result was not made from. */
export function TableColumns(props: {
  readonly workbench: Workbench;
  readonly table: OpenTable;
  readonly onChangeReading?: (() => void) | undefined;
}): JSX.Element {
  return (
    <Show when={props.table.loaded}>
      {(loaded) => (
        <Loaded
          workbench={props.workbench}
          loaded={loaded()}
          onChangeReading={props.onChangeReading}
        />
      )}
    </Show>
  );
}

function Loaded(props: {
  readonly workbench: Workbench;
  readonly loaded: LoadedInput;
  readonly onChangeReading: (() => void) | undefined;
}): JSX.Element {
  const columns = createMemo(() =>
    props.loaded.schema.filter(({ name }) => name !== ROW).map(({ name, type }) => [name, type]),
  );
  return (
    <>
      <WarningList warnings={props.loaded.warnings} />
      <div class="data-columns" style={{ '--rows': String(columns().length) }}>
        <DataTable label="Columns of the table" columns={COLUMNS} rows={arrayRows(columns())} />
      </div>
      <Show when={props.loaded.rejects.length > 0}>
        <Rejects inputs={[props.loaded]} onChangeReading={props.onChangeReading} />
      </Show>
      <section class="data-first" aria-labelledby="first-rows">
        <div class="pan-h">
          <h2 id="first-rows">First rows</h2>
        </div>
        <TableRows workbench={props.workbench} loaded={props.loaded} first={FIRST_ROWS} />
      </section>
    </>
  );
}
