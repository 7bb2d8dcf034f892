/** What date and time of day are together. */
const TIME = 'time';
const DATE = 'date';

/** The columns of a log, from the fields that it names: date and time of day are one, where the first of both is. */
export function columnNames(fields: readonly string[]): string[] {
  return [...new Set(fields.map((name) => (name === DATE ? TIME : name)))];
}

/** How the values of a record are found in its fields. */
export interface Block {
  /** Fields of each record. */
  readonly width: number;
  /** The values of a record, by column. */
  readonly valuesOf: (fields: readonly (string | null)[]) => (string | null)[];
  /** Fields that are no column, and columns that are no field. */
  readonly left: readonly string[];
  readonly missing: readonly string[];
}

/** @param columns  as the first names of the log made them. */
export function blockOf(fields: readonly string[], columns: readonly string[]): Block {
  const [date, time] = [fields.indexOf(DATE), fields.indexOf(TIME)];
  const positions = columns.map((name) => fields.indexOf(name));
  const timeAt = columns.indexOf(TIME);
  return {
    width: fields.length,
    valuesOf(values) {
      const found = positions.map((at) => values[at] ?? null);
      found[timeAt] = timeOf(values[date] ?? null, values[time] ?? null);
      return found;
    },
    left: columnNames(fields).filter((name) => !columns.includes(name)),
    missing: columns.filter((name) => !columnNames(fields).includes(name)),
  };
}

/** A half of a time is no time, and is seen as what it is. */
function timeOf(date: string | null, time: string | null): string | null {
  return date === null && time === null ? null : `${date ?? '-'} ${time ?? '-'}`;
}
