import { batch, createEffect, createSignal, on, onCleanup, type Accessor } from 'solid-js';
import type { Database } from '../../engine/ports.ts';
import { profileTable } from '../../engine/profile/profile-table.ts';
import type { ColumnStatistics } from '../../engine/profile/statistics.ts';
import type { Schema } from '../../engine/table.ts';
import { failureOf, isAbort, type Failure } from '../../state/failure.ts';

/** What is profiled. */
export interface ProfiledTable {
  /** Null where the rows went with an engine: what was found of them stays. */
  readonly database: Database | null;
  /** A name that is never given to other rows: what was found stays good. */
  readonly relation: string;
  readonly schema: Schema;
}

export interface Profile {
  /** Columns that are done, in order of the schema. */
  readonly columns: Accessor<readonly ColumnStatistics[]>;
  readonly running: Accessor<boolean>;
  readonly failure: Accessor<Failure | null>;
  cancel(): void;
  /** Goes on after a cancel or a failure, with the columns that are missing. */
  resume(): void;
}

type Held = ProfiledTable & { readonly database: Database };

const TELL_EVERY_MS = 150;
const KEPT = 50;
const found = new WeakMap<Database, Map<string, readonly ColumnStatistics[]>>();

/** Profiles a table while it is looked at. Null profiles nothing. What was found is kept, so that coming back asks nothing again. */
export function createProfile(given: Accessor<ProfiledTable | null>): Profile {
  const [columns, setColumns] = createSignal<readonly ColumnStatistics[]>([]);
  const [running, setRunning] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  let controller = new AbortController();

  const start = (table: Held): void => {
    controller.abort();
    const own = new AbortController();
    controller = own;
    void profile(table, own.signal);
  };
  const profile = async (table: Held, signal: AbortSignal): Promise<void> => {
    const { database, relation, schema } = table;
    const done = [...known(database, relation)];
    const tell = (): void => {
      keep(database, relation, [...done]);
      if (!signal.aborted) setColumns([...done]);
    };
    batch(() => {
      setColumns([...done]);
      setFailure(null);
      setRunning(done.length < schema.length);
    });
    let told = performance.now();
    try {
      const rest = schema.slice(done.length);
      for await (const some of profileTable(database, relation, rest, { signal })) {
        done.push(...some);
        if (performance.now() - told < TELL_EVERY_MS) continue;
        tell();
        told = performance.now();
      }
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) setFailure(failureOf(error));
    } finally {
      tell();
      if (controller.signal === signal) setRunning(false);
    }
  };
  createEffect(
    on(given, (table, before) => {
      if (isHeld(table)) start(table);
      else {
        controller.abort();
        if (!table || table.relation !== before?.relation) setColumns([]);
      }
    }),
  );
  onCleanup(() => {
    controller.abort();
  });
  return {
    columns,
    running,
    failure,
    cancel: () => {
      controller.abort();
    },
    resume: () => {
      const table = given();
      if (isHeld(table)) start(table);
    },
  };
}

function isHeld(table: ProfiledTable | null): table is Held {
  return table !== null && table.database !== null;
}

function known(database: Database, relation: string): readonly ColumnStatistics[] {
  return found.get(database)?.get(relation) ?? [];
}

function keep(database: Database, relation: string, columns: readonly ColumnStatistics[]): void {
  const kept = found.get(database) ?? new Map<string, readonly ColumnStatistics[]>();
  found.set(database, kept);
  kept.delete(relation);
  kept.set(relation, columns);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
}
