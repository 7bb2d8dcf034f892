import { createMemo, createSignal, onCleanup, type Accessor } from 'solid-js';
import type { Database } from '../../engine/ports.ts';
import type { Cell, Schema } from '../../engine/table.ts';
import { counted, page, type OrderBy } from '../../queries/page.ts';
import type { Sql } from '../../sql/sql.ts';
import { failureOf, isAbort, ROWS_GONE, type Failure } from '../../state/failure.ts';
import { createRows } from '../../state/query.ts';
import type { Row } from '../../widgets/cell.ts';
import { createRowPages, type PagedRows } from '../../widgets/create-row-pages.ts';
import { tableRow } from './table-columns.ts';

/** A query whose rows are looked at a page at a time. */
export interface PagedQuestion {
  readonly query: Sql;
  readonly schema: Schema;
  readonly order: readonly OrderBy[];
}

export interface PagedQuery {
  /** A new provider for each question: a table forgets what was selected in another one. */
  readonly rows: Accessor<PagedRows>;
  /** How many rows there are; undefined while they are counted. */
  readonly count: Accessor<number | undefined>;
  /** The first rows of the present question, as soon as they are here. */
  readonly sample: Accessor<readonly Row[]>;
  /** A row as the engine gave it, if it is here. */
  cellsAt(index: number): readonly Cell[] | undefined;
  readonly failure: Accessor<Failure | null>;
}

const GONE: Failure = {
  title: 'No rows',
  message: ROWS_GONE,
  todo: null,
  step: null,
  details: '',
};
const SAMPLE = 40;
const KEPT = 4000;

/** Rows of a query in pages of 200, read when they come into sight; an outdated question is cancelled. */
export function createPagedQuery(
  database: Accessor<Database | null>,
  question: Accessor<PagedQuestion | null>,
): PagedQuery {
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const [sample, setSample] = createSignal<readonly Row[]>([]);
  let raw = new Map<number, readonly Cell[]>();
  const total = createRows(database, () => {
    const asked = question();
    return asked ? counted(asked.query) : null;
  });
  const last = (): number => (question() ? Number(total.value()?.rows[0]?.[0] ?? 0) : 0);
  const count = (): number | undefined => (total.loading() ? undefined : last());
  let shown: { readonly asked: PagedQuestion | null; readonly rows: PagedRows } | null = null;
  const rows = createMemo(() => {
    const asked = question();
    const engine = database();
    // What is drawn of an engine that is no more stays.
    if (!engine && shown && shown.asked === asked) return shown.rows;
    const made = readPages(asked, engine);
    shown = { asked, rows: made };
    return made;
  });
  function readPages(asked: PagedQuestion | null, engine: Database | null): PagedRows {
    const controller = new AbortController();
    const kept = new Map<number, readonly Cell[]>();
    raw = kept;
    setSample([]);
    setFailure(asked && !engine ? GONE : null);
    onCleanup(() => {
      controller.abort(new DOMException('Another question was asked.', 'AbortError'));
    });
    return createRowPages(
      last,
      async (offset, size) => {
        if (!asked || !engine) return [];
        const table = await engine.rows(page(asked.query, asked.order, offset, size), {
          signal: controller.signal,
        });
        if (kept.size > KEPT) kept.clear();
        table.rows.forEach((cells, i) => kept.set(offset + i, cells));
        const shown = table.rows.map((cells) => tableRow(asked.schema, cells));
        if (offset === 0 && !controller.signal.aborted) setSample(shown.slice(0, SAMPLE));
        return shown;
      },
      {
        onError: (error) => {
          if (!database() && shown?.asked === asked) setFailure(GONE);
          else if (!controller.signal.aborted && !isAbort(error)) setFailure(failureOf(error));
        },
      },
    );
  }
  return {
    rows,
    count,
    sample,
    cellsAt: (index) => raw.get(index),
    failure: () => failure() ?? total.failure(),
  };
}
