import { createSignal, type Accessor } from 'solid-js';
import type { SniffedTable } from '../engine/ports.ts';
import type { ColumnDifference } from '../engine/reading.ts';

/** What becomes of files whose columns differ: one table of all columns, of those that all have, or a table each. */
export type Differing = 'union' | 'common' | 'separate';

/** Something that only a person can decide before files become tables. `answer` with null: the person went away. */
export type Asked =
  | {
      /** Which columns play the parts that the recipe needs. */
      readonly kind: 'columns';
      /** Of the table. */
      readonly id: string;
      readonly table: string;
      readonly input: string;
      readonly missing: readonly string[];
      readonly available: readonly string[];
      /** role → column of the file */
      readonly answer: (mapping: Readonly<Record<string, string>> | null) => void;
    }
  | {
      /** Which of a file's tables to open. */
      readonly kind: 'table';
      readonly file: string;
      readonly tables: readonly SniffedTable[];
      readonly answer: (names: readonly string[] | null) => void;
    }
  | {
      readonly kind: 'difference';
      /** In the order of the differences' files. */
      readonly files: readonly string[];
      readonly differences: readonly ColumnDifference[];
      /** How many columns all files have. */
      readonly common: number;
      /** The open table that the last of the files may be appended to; null where all files are new. */
      readonly to: string | null;
      readonly answer: (differing: Differing | null) => void;
    }
  | {
      /** Further files have the columns of open tables. */
      readonly kind: 'append';
      readonly files: readonly string[];
      readonly tables: readonly { readonly id: string; readonly name: string }[];
      /** Id of the table to append to, or `new`. */
      readonly answer: (choice: string | null) => void;
    };

export interface Questions {
  readonly current: Accessor<Asked | null>;
  /** Shows a question and waits for its answer; one at a time. When the signal aborts, the question goes and its reason is thrown. */
  ask<T>(
    make: (answer: (given: T | null) => void) => Asked,
    signal: AbortSignal,
  ): Promise<T | null>;
}

export function createQuestions(): Questions {
  const [current, setCurrent] = createSignal<Asked | null>(null);
  return {
    current,
    ask: async (make, signal) => {
      signal.throwIfAborted();
      const given = await new Promise<Parameters<Parameters<typeof make>[0]>[0]>((done) => {
        let open = true;
        const close = (answer: Parameters<typeof done>[0]): void => {
          if (!open) return;
          open = false;
          signal.removeEventListener('abort', abort);
          setCurrent(null);
          done(answer);
        };
        const abort = (): void => {
          close(null);
        };
        signal.addEventListener('abort', abort);
        setCurrent(make(close));
      });
      signal.throwIfAborted();
      return given;
    },
  };
}
