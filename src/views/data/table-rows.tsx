import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import { createComputed, createMemo, createSignal, on, Show, type JSX } from 'solid-js';
import { formatCount } from '../../charts/format.ts';
import type { LoadedInput } from '../../engine/ports.ts';
import { ident, join, lit, sql } from '../../sql/sql.ts';
import type { Workbench } from '../../state/workbench.ts';
import { ROW } from '../../steps/columns.ts';
import { Button } from '../../widgets/button.tsx';
import { Callout } from '../../widgets/callout.tsx';
import { DataTable } from '../../widgets/data-table.tsx';
import type { Sort } from '../../widgets/data-table-types.ts';
import { createPagedQuery } from '../drawer/paged-query.ts';
import { tableColumns } from '../drawer/table-columns.ts';

/** Columns that are drawn at once: thousands of them would keep the page busy for seconds. */
const COLUMNS = 60;

/** The rows of a table as they were read, a page at a time; all of them, or the first only, which are in no other order. Of many columns some at a time. */
export function TableRows(props: {
  readonly workbench: Workbench;
  readonly loaded: LoadedInput;
  readonly first?: number;
}): JSX.Element {
  const [sort, setSort] = createSignal<Sort | undefined>();
  const [start, setStart] = createSignal(0);
  const own = createMemo(() => props.loaded.schema.filter(({ name }) => name !== ROW));
  const goTo = (column: number): void => {
    setSort(undefined);
    setStart(column);
  };
  createComputed(
    on(
      () => props.loaded.relation,
      () => {
        goTo(0);
      },
      { defer: true },
    ),
  );
  const schema = createMemo(() => [
    ...props.loaded.schema.filter(({ name }) => name === ROW),
    ...own().slice(start(), start() + COLUMNS),
  ]);
  const question = createMemo(() => {
    const by = sort();
    const names = join(schema().map(({ name }) => ident(name)));
    const all = sql`SELECT ${names} FROM ${ident(props.loaded.relation)}`;
    return {
      query:
        props.first === undefined ? all : sql`${all} WHERE ${ident(ROW)} < ${lit(props.first)}`,
      schema: schema(),
      order: by ? [{ column: by.column, descending: by.direction === 'descending' }] : [],
    };
  });
  const paged = createPagedQuery(
    () => (props.workbench.tables.holds(props.loaded) ? props.workbench.database() : null),
    question,
  );
  const columns = createMemo(() => {
    const all = tableColumns(schema(), paged.sample());
    return props.first === undefined ? all : all.map((one) => ({ ...one, sortable: false }));
  });
  const end = (): number => Math.min(start() + COLUMNS, own().length);
  return (
    <div class="data-rows">
      <Show when={own().length > COLUMNS}>
        <div class="data-bar" role="group" aria-label="Columns that are shown">
          <Button
            small
            icon={ChevronLeft}
            disabled={start() === 0}
            onClick={() => {
              goTo(Math.max(0, start() - COLUMNS));
            }}
          >
            Previous
          </Button>
          <Button
            small
            icon={ChevronRight}
            disabled={end() === own().length}
            onClick={() => {
              goTo(start() + COLUMNS);
            }}
          >
            Next
          </Button>
          <span class="note num" role="status">
            Columns {formatCount(start() + 1)} to {formatCount(end())} of{' '}
            {formatCount(own().length)}
          </span>
        </div>
      </Show>
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
