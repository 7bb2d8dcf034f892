import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import type { LoadedInput } from '../../engine/ports.ts';
import { ident, lit, sql } from '../../sql/sql.ts';
import type { Workbench } from '../../state/workbench.ts';
import { ROW } from '../../steps/columns.ts';
import { Callout } from '../../widgets/callout.tsx';
import { DataTable } from '../../widgets/data-table.tsx';
import type { Sort } from '../../widgets/data-table-types.ts';
import { createPagedQuery } from '../drawer/paged-query.ts';
import { tableColumns } from '../drawer/table-columns.ts';

/** The rows of a table as they were read, a page at a time; all of them, or the first only, which are in no other order. */
export function TableRows(props: {
  readonly workbench: Workbench;
  readonly loaded: LoadedInput;
  readonly first?: number;
}): JSX.Element {
  const [sort, setSort] = createSignal<Sort | undefined>();
  const question = createMemo(() => {
    const by = sort();
    const all = sql`SELECT * FROM ${ident(props.loaded.relation)}`;
    return {
      query:
        props.first === undefined ? all : sql`${all} WHERE ${ident(ROW)} < ${lit(props.first)}`,
      schema: props.loaded.schema,
      order: by ? [{ column: by.column, descending: by.direction === 'descending' }] : [],
    };
  });
  const paged = createPagedQuery(
    () => (props.workbench.tables.holds(props.loaded) ? props.workbench.database() : null),
    question,
  );
  const columns = createMemo(() => {
    const all = tableColumns(props.loaded.schema, paged.sample());
    return props.first === undefined ? all : all.map((one) => ({ ...one, sortable: false }));
  });
  return (
    <div class="data-rows">
      <Show when={paged.failure()}>
        {(failure) => (
          <div class="data-warnings">
            <Callout tone="error">{failure().message}</Callout>
          </div>
        )}
      </Show>
      <DataTable
        label={props.first === undefined ? 'Rows of the table' : 'First rows'}
        columns={columns()}
        rows={paged.rows()}
        sort={sort()}
        onSort={(column, direction) => setSort({ column, direction })}
        empty={
          <Show when={paged.count() === 0}>
            <p class="note data-none">This table has no rows.</p>
          </Show>
        }
      />
    </div>
  );
}
