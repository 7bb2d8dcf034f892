import type { Database, Sqlite3Static } from '@sqlite.org/sqlite-wasm';

/** Steps of SQLite's machine between two looks at the clock: each may work on a text of some megabytes. */
const STEPS = 500;
/** Longest pattern of a comparison with LIKE or GLOB, which takes the square of it. */
const LONGEST_PATTERN = 1000;
/** What a view may make of small values. */
const LARGEST_MADE = 1 << 24;

/** Ends what SQLite works on too long. */
export interface Patience {
  /** A new question begins. */
  begin(): void;
  /** Whether the last question was ended, since it took too long. */
  readonly isOver: boolean;
}

/**
 * Sees to it that no question takes SQLite longer than so many milliseconds, nor makes values far larger than the file. While
 * it works, nothing else is heard in its thread, no abort either.
 * @param bytes  of the database: no value in it is larger.
 */
export function withPatience(
  { capi }: Sqlite3Static,
  db: Database,
  bytes: number,
  milliseconds: number,
): Patience {
  let end: number | null = null;
  let isOver = false;
  capi.sqlite3_limit(db, capi.SQLITE_LIMIT_LENGTH, Math.max(LARGEST_MADE, bytes));
  capi.sqlite3_limit(db, capi.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN);
  capi.sqlite3_progress_handler(
    db,
    STEPS,
    () => {
      const now = performance.now();
      // The clock is asked for long questions alone: a row is a question, too.
      end ??= now + milliseconds;
      isOver = now > end;
      return isOver ? 1 : 0;
    },
    0,
  );
  return {
    begin() {
      end = null;
      isOver = false;
    },
    get isOver() {
      return isOver;
    },
  };
}
