import { createEffect, createMemo, createSignal, onCleanup, type Accessor } from 'solid-js';
import type { Database } from '../engine/ports.ts';
import type { Table } from '../engine/table.ts';
import { text, type Sql } from '../sql/sql.ts';
import { failureOf, isAbort, type Failure } from './failure.ts';

export interface Query<T> {
  /** The last good answer; stays while a new one is computed. */
  readonly value: Accessor<T | undefined>;
  readonly loading: Accessor<boolean>;
  readonly failure: Accessor<Failure | null>;
}

/** Asks the database again whenever `ask` gives another question; an outdated question is cancelled. Null asks nothing. */
export function createQuery<T>(
  ask: Accessor<((signal: AbortSignal) => Promise<T>) | null>,
): Query<T> {
  const [value, setValue] = createSignal<T | undefined>(undefined);
  const [loading, setLoading] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const asked = createMemo(ask);
  createEffect(() => {
    const question = asked();
    if (!question) {
      setLoading(false);
      setFailure(null);
      return;
    }
    const controller = new AbortController();
    onCleanup(() => {
      controller.abort();
    });
    setLoading(true);
    question(controller.signal)
      .then((answer) => {
        if (controller.signal.aborted) return;
        setValue(() => answer);
        setFailure(null);
      })
      .catch((error: unknown) => {
        if (!controller.signal.aborted && !isAbort(error)) setFailure(failureOf(error));
      })
      .finally(() => {
        if (!controller.signal.aborted) setLoading(false);
      });
  });
  return { value, loading, failure };
}

/** A query of a few rows, asked again when its SQL changes. */
export function createRows(
  database: Accessor<Database | null>,
  query: Accessor<Sql | null>,
): Query<Table> {
  let asked: { readonly engine: Database; readonly words: string } | null = null;
  let question: ((signal: AbortSignal) => Promise<Table>) | null = null;
  return createQuery(() => {
    const engine = database();
    const sql = query();
    if (!engine || !sql) return null;
    const words = text(sql);
    if (asked?.words !== words || asked.engine !== engine || !question) {
      asked = { engine, words };
      question = (signal) => engine.rows(sql, { signal });
    }
    return question;
  });
}
