import type { Cancellable, Database } from '../../engine/ports.ts';
import type { ColumnType } from '../../engine/table.ts';
import { fittingFormats } from '../../engine/times/candidates.ts';
import { ident, scratch, sql } from '../../sql/sql.ts';
import type { PlannedColumn } from '../column-plan.ts';
import { stageColumn } from '../stage.ts';
import { oddValues, ODD_VALUES, SAMPLE_SHARE } from './evidence.ts';
import { openColumns } from './settle.ts';
import { putYears, type YearCount } from './years.ts';

/** Looks at staged slices before the values that do not fit are taken out. */
export interface TimeWatch {
  /** Whether no slice may pass unseen, for years are counted. */
  readonly mustSeeAll: boolean;
  /** @param stage  a scratch table, whose texts without a year get one. */
  look(stage: string, types: readonly ColumnType[], options: Cancellable): Promise<void>;
  /** The slices come once more, from the first on. */
  startAgain(): void;
  /** Columns whose values are not all ISO 8601 and may be times that are written otherwise. */
  surprising(): readonly number[];
}

/** @param newTable  makes the name of a further table, which is dropped again. */
export function makeTimeWatch(
  database: Database,
  plan: readonly PlannedColumn[],
  newTable: () => string,
): TimeWatch {
  const yearless = plan.flatMap(({ yearless: pattern, time }, i) =>
    pattern === undefined ? [] : [{ i, pattern, year: time?.year ?? 0 }],
  );
  const odd = new Map(openColumns(plan).map((i): [number, string[]] => [i, []]));
  const years = new Map<number, YearCount>();
  return {
    mustSeeAll: yearless.length > 0,
    async look(stage, types, options) {
      for (const { i, pattern, year } of yearless) {
        const count = years.get(i) ?? { year, last: null };
        const column = stageColumn(i);
        years.set(
          i,
          await putYears(database, scratch, stage, column, pattern, count, newTable, options),
        );
      }
      for (const [i, values] of odd) {
        const wanted = ODD_VALUES - values.length;
        if (types[i] !== 'text' || wanted === 0) continue;
        const value = sql`trim(${ident(stageColumn(i))})`;
        values.push(...(await oddValues(database, scratch(stage), value, wanted, options)));
      }
    },
    startAgain() {
      years.clear();
      for (const values of odd.values()) values.length = 0;
    },
    surprising: () =>
      [...odd].flatMap(([i, values]) =>
        fittingFormats(values, SAMPLE_SHARE).some((format) => format !== 'iso') ? [i] : [],
      ),
  };
}
