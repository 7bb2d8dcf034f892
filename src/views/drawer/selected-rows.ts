import { createMemo, createSignal, type Accessor } from 'solid-js';
import type { Schema } from '../../engine/table.ts';
import { eventRows, sessionRows } from '../../queries/drill.ts';
import type { OrderBy } from '../../queries/page.ts';
import type { Sql } from '../../sql/sql.ts';
import type { Workbench } from '../../state/workbench.ts';
import { CLUSTER, ROW } from '../../steps/columns.ts';
import type { Sort } from '../../widgets/data-table-types.ts';
import { drillTables, lineageOf, type Lineage } from './lineage.ts';
import { createPagedQuery, type PagedQuery } from './paged-query.ts';
import { conditionsOf } from './selection-words.ts';

/** What the drawer lists: the sessions of the selection, or its events. */
export type Listed = 'sessions' | 'rows';

export interface SelectedRows {
  readonly lineage: Accessor<Lineage | null>;
  readonly listed: Accessor<Listed>;
  /** What is listed for this kind of selection, until another kind is selected. */
  list(what: Listed): void;
  readonly schema: Accessor<Schema>;
  readonly paged: PagedQuery;
  readonly sort: Accessor<Sort | undefined>;
  setSort(sort: Sort): void;
  /** What finds the rows, in the order shown: for the engine or for a person. */
  query(names: 'engine' | 'readable'): Sql | null;
  readonly order: Accessor<readonly OrderBy[]>;
}

/** The rows behind the selection: a cluster lists its sessions, anything else its events; a person may choose the other. */
export function createSelectedRows(workbench: Workbench): SelectedRows {
  const [chosen, choose] = createSignal<{ readonly level: string; readonly listed: Listed } | null>(
    null,
  );
  const [sorted, setSorted] = createSignal<{ readonly listed: Listed; readonly sort: Sort } | null>(
    null,
  );
  const lineage = createMemo(() => lineageOf(workbench.result()));
  const level = (): string => workbench.selection.path().at(-1)?.level ?? '';
  const listed = (): Listed => {
    if (level() === 'session') return 'rows';
    const own = chosen();
    if (own && own.level === level()) return own.listed;
    return level() === 'cluster' ? 'sessions' : 'rows';
  };
  const schema = createMemo((): Schema => {
    const chain = lineage();
    return chain ? (listed() === 'rows' ? eventSchema(chain) : sessionSchema(chain)) : [];
  });
  const sort = (): Sort | undefined => (sorted()?.listed === listed() ? sorted()?.sort : undefined);
  const order = createMemo((): readonly OrderBy[] => {
    const chain = lineage();
    if (!chain) return [];
    const last = listed() === 'rows' ? ROW : chain.session;
    const by = sort();
    if (by) return by.column === last ? [orderOf(by)] : [orderOf(by), { column: last }];
    const narrowed = workbench.selection.path().length > 0;
    return listed() === 'rows' && narrowed && chain.time !== null
      ? [{ column: chain.time }, { column: ROW }]
      : [];
  });
  const query = (names: 'engine' | 'readable'): Sql | null => {
    const chain = lineage();
    if (!chain) return null;
    const conditions = conditionsOf(workbench.selection.path());
    const columns = schema().map((column) => column.name);
    if (listed() === 'rows') return eventRows(drillTables(chain, names), conditions, columns);
    return sessionRows(
      drillTables(chain, names),
      conditions,
      columns.filter((name) => name !== chain.session && name !== CLUSTER),
    );
  };
  const question = createMemo(() => {
    const asked = query('engine');
    return asked ? { query: asked, schema: schema(), order: order() } : null;
  });
  return {
    lineage,
    listed,
    list: (what) => {
      choose({ level: level(), listed: what });
    },
    schema,
    paged: createPagedQuery(workbench.resultDatabase, question),
    sort,
    setSort: (next) => {
      setSorted({ listed: listed(), sort: next });
    },
    query,
    order,
  };
}

function orderOf(sort: Sort): OrderBy {
  return { column: sort.column, descending: sort.direction === 'descending' };
}

/** Row, time, session and cluster first, then the file's own columns and those that the recipe derived. */
function eventSchema({ events, session, time }: Lineage): Schema {
  const first = [ROW, ...(time === null ? [] : [time]), session, CLUSTER];
  const named = (name: string): Schema => events.schema.filter((column) => column.name === name);
  return [
    ...first.flatMap(named),
    ...events.schema.filter((column) => !first.includes(column.name)),
  ];
}

function sessionSchema({ features, session }: Lineage): Schema {
  return [
    { name: session, type: 'integer' },
    { name: CLUSTER, type: 'integer' },
    ...features.schema.filter((column) => column.name !== session),
  ];
}
