/** What date and time of day are together. */
const TIME = 'time';
const DATE = 'date';

/** The columns of a log, from the fields that it names: date and time of day are one, where the first of both is. */
export function columnNames(fields: readonly string[]): string[] {
  return [...new Set(fields.map((name) => (name === DATE ? TIME : name)))];
}

/** Where the values of the columns are in the records under a line of names. */
export interface Block {
  /** Fields of each record. */
  readonly width: number;
  /** By column, its field; negative: none. That of the time is of its own. */
  readonly fields: readonly number[];
  readonly timeColumn: number;
  readonly date: number;
  readonly time: number;
  /** Fields that are no column, and columns that are no field. */
  readonly left: readonly string[];
  readonly missing: readonly string[];
}

/** @param columns  as the first names of the log made them. */
export function blockOf(names: readonly string[], columns: readonly string[]): Block {
  const places = new Map(names.map((name, i) => [name, i]));
  const placeOf = (name: string): number => places.get(name) ?? -1;
  const known = new Set(columns);
  const own = new Set(columnNames(names));
  return {
    width: names.length,
    fields: columns.map(placeOf),
    timeColumn: columns.indexOf(TIME),
    date: placeOf(DATE),
    time: placeOf(TIME),
    // Of a name that comes twice, the last is taken.
    left: [
      ...[...own].filter((name) => !known.has(name)),
      ...names.filter((name, i) => known.has(name) && placeOf(name) !== i),
    ],
    missing: columns.filter((name) => !own.has(name)),
  };
}
