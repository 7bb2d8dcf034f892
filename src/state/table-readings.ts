import { createMemo, createSignal, type Accessor } from 'solid-js';
import type { Reader } from '../engine/ports.ts';
import type { Activity } from './actions.ts';
import { isAsked, type AskedAfter } from './load-tables.ts';
import { createReaderModel, type ReaderModel } from './reader.ts';
import type { OpenTable, TableStore } from './tables.ts';

/** What only a person can decide before a table can be loaded. */
export interface LoadQuestion {
  readonly table: OpenTable;
  readonly failed: NonNullable<OpenTable['failed']>;
  readonly question: AskedAfter;
}

/** How open tables are read: what a person changes, and what a load asked. */
export interface TableReadings {
  /** The table whose reading is being changed. */
  readonly changing: Accessor<OpenTable | null>;
  /** Opens the view in which a person says how a table is read; null closes it. */
  change(id: string | null): void;
  /** How the files of a table are read, tried on their first records. Must be called under a Solid root. */
  createModel(table: OpenTable): ReaderModel;
  /** What is to be asked now: the first question that a load ended with and nobody put aside. */
  readonly question: Accessor<LoadQuestion | null>;
  /** Everything stays as it is; the table can still be asked about with {@link askAgain}. */
  putAside(): void;
  askAgain(id: string): void;
}

export function createTableReadings(options: {
  readonly tables: TableStore;
  readonly activity: Accessor<Activity | null>;
  readonly reader: () => Promise<Reader>;
}): TableReadings {
  const { tables, activity, reader } = options;
  const [changingId, change] = createSignal<string | null>(null);
  const [aside, setAside] = createSignal<readonly OpenTable['failed'][]>([]);
  const changing = createMemo(() => tables.find(changingId() ?? '') ?? null);
  const question = createMemo((): LoadQuestion | null => {
    if (activity() !== null || changing() !== null) return null;
    const open = tables.list().flatMap((table) => questionOf(table) ?? []);
    return open.find(({ failed }) => !aside().includes(failed)) ?? null;
  });
  return {
    changing,
    change,
    createModel: (table) => {
      const { types, mapping } = tables.wanted(table);
      return createReaderModel(
        table,
        ({ files, reading }) => ({
          input: tables.inputOf(table.id) ?? table.name,
          relation: '',
          files,
          types: types ?? {},
          mapping,
          reading,
        }),
        reader,
      );
    },
    question,
    putAside: () => {
      const failed = question()?.failed ?? null;
      const known = new Set(tables.list().map((table) => table.failed));
      setAside((before) => [...before.filter((one) => known.has(one)), failed]);
    },
    askAgain: (id) => {
      const failed = tables.find(id)?.failed ?? null;
      setAside((before) => before.filter((one) => one !== failed));
    },
  };
}

/** What a table's last load asked. */
export function questionOf(table: OpenTable): LoadQuestion | null {
  const { failed } = table;
  const question = failed?.question ?? null;
  return failed && isAsked(question) ? { table, failed, question } : null;
}
