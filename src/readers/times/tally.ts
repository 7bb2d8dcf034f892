import type { Cancellable, Database } from '../../engine/ports.ts';
import type { ColumnType } from '../../engine/table.ts';
import { ident, join, type Sql, sql } from '../../sql/sql.ts';
import type { PlannedColumn } from '../column-plan.ts';
import { stageColumn } from '../stage.ts';
import { hasOwnZone, ISO_TIME } from './cast.ts';
import { hasFineDigits, mixesOffsets, timeKinds } from './iso-kinds.ts';

/** Counts what is told only by how times are written, as long as they are text: their offsets from UTC, digits beyond microseconds. */
export interface TimeTally {
  /** How the times of a column were written so far, as kinds of `iso-kinds.ts`: another way has to be counted from its first value on. */
  seen(i: number): number;
  /** Whether every slice has to be counted for a column, for what is rare in it was seen. */
  mustCount(i: number): boolean;
  /**
   * Counts the times of a slice that is taken in.
   * @param relation  has the columns of a staged slice, stored as these types; null: this one is not to be counted.
   */
  count(relation: Sql, types: readonly (ColumnType | null)[], options: Cancellable): Promise<void>;
  /** The slices come once more, from the first on. */
  startAgain(): void;
  /** What is to be said of the columns of the finished table. */
  notes(table: string, options: Cancellable): Promise<readonly string[]>;
}

interface Counts {
  /** Times with an offset, and times without one; exact but for those of which there were any first. */
  own: number;
  bare: number;
  first: 'own' | 'bare' | null;
  lost: number;
  /** Times of formats that hold times, not text. */
  typed: number;
}

/** Columns counted in one statement. */
const COLUMNS_AT_ONCE = 64;

/**
 * @param kindsAt  the kinds of a column's values so far, where these decide its type; else null.
 */
export function makeTimeTally(
  database: Database,
  plan: readonly PlannedColumn[],
  kindsAt: (i: number) => number | null,
): TimeTally {
  const all = new Map<number, Counts>();
  const startAgain = (): void => {
    plan.forEach(({ type }, i) => {
      if (type === 'timestamp' || type === null)
        all.set(i, { own: 0, bare: 0, first: null, lost: 0, typed: 0 });
    });
  };
  startAgain();
  /** Nobody said in which zone the times are that do not tell. */
  const asksOffset = (i: number): boolean => plan[i]?.type === 'timestamp' && !plan[i].cast;
  const losesDigits = (i: number) => {
    const { type, cast } = plan[i] ?? {};
    const kinds = kindsAt(i) ?? 0;
    const isTime = type === 'timestamp' || (hasFineDigits(kinds) && !mixesOffsets(kinds));
    return isTime ? (cast ?? ISO_TIME).losesDigits : null;
  };

  async function countSome(relation: Sql, columns: readonly Column[], options: Cancellable) {
    const none = sql`0`;
    const counts = columns.flatMap(({ i, isText }) => {
      const column = ident(stageColumn(i));
      if (!isText) return [none, none, none, sql`count(${column})`];
      const value = sql`trim(${column})`;
      const loses = losesDigits(i);
      const own = hasOwnZone(value);
      const ways = asksOffset(i)
        ? [sql`count_if(${own})`, sql`count_if(${value} <> '' AND NOT ${own})`]
        : [none, none];
      return [...ways, loses ? sql`count_if(${loses(value)})` : none, none];
    });
    const { rows } = await database.rows(sql`SELECT ${join(counts)} FROM ${relation}`, options);
    const found = (rows[0] ?? []).map(Number);
    columns.forEach(({ i }, at) => {
      const counted = all.get(i);
      const [own = 0, bare = 0, lost = 0, typed = 0] = found.slice(4 * at);
      if (!counted) return;
      counted.own += own;
      counted.bare += bare;
      counted.lost += lost;
      counted.typed += typed;
      counted.first ??= own > 0 ? 'own' : bare > 0 ? 'bare' : null;
    });
  }

  async function offsetNotes(i: number, table: string, options: Cancellable): Promise<string[]> {
    const { own, bare, first, typed } = all.get(i) ?? { own: 0, bare: 0, first: null, typed: 0 };
    const { name, source } = plan[i] ?? { name: '', source: '' };
    if (own === 0 || bare === 0) return [];
    const { rows } = await database.rows(
      sql`SELECT count(${ident(name)}) FROM ${ident(table)}`,
      options,
    );
    const times = Number(rows[0]?.[0]) - typed;
    const told = first === 'own' ? times - bare : own;
    const rest = times - told;
    return [
      `The column "${source}" holds ${counted(told)} with an offset from UTC and ${counted(rest)} without one, which ${rest === 1 ? 'was' : 'were'} read as UTC, too. If that is wrong, say in which zone they are.`,
    ];
  }

  return {
    seen(i) {
      const { own, bare, lost } = all.get(i) ?? { own: 0, bare: 0, lost: 0 };
      const isFree = !asksOffset(i);
      return timeKinds({ own: isFree || own > 0, bare: isFree || bare > 0, fine: lost > 0 });
    },
    mustCount(i) {
      const { own, bare, lost } = all.get(i) ?? { own: 0, bare: 0, lost: 0 };
      // Of another pass it is known beforehand that some will come, and none of them is a surprise.
      const mayLose = hasFineDigits(kindsAt(i) ?? 0) && losesDigits(i) !== null;
      return lost > 0 || mayLose || (own > 0 && bare > 0);
    },
    async count(relation, types, options) {
      const columns = [...all.keys()].flatMap((i): Column[] => {
        const isText = types[i] === 'text';
        const isWanted = asksOffset(i) || (isText && losesDigits(i) !== null);
        return types[i] !== null && isWanted ? [{ i, isText }] : [];
      });
      for (let start = 0; start < columns.length; start += COLUMNS_AT_ONCE)
        await countSome(relation, columns.slice(start, start + COLUMNS_AT_ONCE), options);
    },
    startAgain,
    async notes(table, options) {
      const offsets: string[] = [];
      for (const i of all.keys()) offsets.push(...(await offsetNotes(i, table, options)));
      const digits = [...all].flatMap(([i, { lost }]) =>
        lost === 0 || losesDigits(i) === null
          ? []
          : [
              `The column "${plan[i]?.source ?? ''}" has ${counted(lost)} with digits beyond microseconds; they were cut off.`,
            ],
      );
      return [...offsets, ...digits];
    },
  };
}

interface Column {
  readonly i: number;
  readonly isText: boolean;
}

function counted(times: number): string {
  return times === 1 ? '1 time' : `${String(times)} times`;
}
