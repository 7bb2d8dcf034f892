import { formatCounted } from '../../charts/format.ts';
import type { StepResult } from '../../engine/result.ts';
import type { Table } from '../../engine/table.ts';
import { isObject } from '../../recipe/migrate.ts';

/** One feature with its statistics. Statistics are null where there are no values (a standard deviation also of one value). */
export interface Feature {
  readonly name: string;
  /** What it is made of: `distinct Link`. */
  readonly from: string;
  readonly isSeconds: boolean;
  readonly count: number;
  readonly nulls: number;
  readonly distinct: number;
  readonly mean: number | null;
  readonly std: number | null;
  readonly min: number | null;
  readonly q25: number | null;
  readonly median: number | null;
  readonly q75: number | null;
  readonly max: number | null;
  /** False for a feature that is carried along but not scaled. */
  readonly scaled: boolean;
}

/** A symmetric matrix of correlations; null where one of the two is constant. */
export interface Correlation {
  readonly names: readonly string[];
  readonly values: readonly (readonly (number | null)[])[];
}

/** Two features and their correlation. */
export interface Pair {
  readonly names: readonly [string, string];
  readonly r: number;
}

/** From here on r reads as 1.00. */
const ONE = 0.995;

/** The features of a statistics table. */
export function featuresOf(
  statistics: Table,
  features: StepResult,
  scaled: StepResult | null,
): Feature[] {
  const at = new Map(statistics.columns.map((column, i) => [column.name, i]));
  const scaledNames = new Set(scaled?.schema.map((column) => column.name));
  return statistics.rows.map((row) => {
    const number = (name: string): number | null => {
      const cell = row[at.get(name) ?? -1] ?? null;
      return cell === null ? null : Number(cell);
    };
    const name = String(row[0]);
    const measure = measureOf(features, name);
    return {
      name,
      from: measure?.words ?? '',
      isSeconds: measure?.fn === 'spanSeconds',
      count: number('count') ?? 0,
      nulls: number('nulls') ?? 0,
      distinct: number('distinct') ?? 0,
      mean: number('mean'),
      std: number('std'),
      min: number('min'),
      q25: number('q25'),
      median: number('median'),
      q75: number('q75'),
      max: number('max'),
      scaled: scaled === null || scaledNames.has(name),
    };
  });
}

const WORDS: Readonly<Record<string, string>> = {
  spanSeconds: 'span, s:',
  standardDeviation: 'std',
  top: 'most frequent',
  freq: 'count of the most frequent',
};

/** What a feature is made of, from the step's JSON: its function and its column, in words. */
function measureOf(
  features: StepResult,
  name: string,
): { readonly fn: string; readonly words: string } | null {
  const measures = features.json['measures'];
  const measure = isObject(measures) && Object.hasOwn(measures, name) ? measures[name] : undefined;
  const [fn, column] = isObject(measure) ? (Object.entries(measure)[0] ?? []) : [];
  if (fn === undefined) return null;
  if (column === true) return { fn, words: 'count of events' };
  if (Array.isArray(column))
    return { fn, words: `${String(Number(column[1]) * 100)} % quantile of ${String(column[0])}` };
  return { fn, words: `${WORDS[fn] ?? fn} ${String(column)}` };
}

/** The matrix of a correlation table: a column of names, then one column for each. */
export function correlationOf(table: Table): Correlation {
  return {
    names: table.rows.map((row) => String(row[0])),
    values: table.rows.map((row) =>
      row.slice(1).map((cell) => (cell === null ? null : Number(cell))),
    ),
  };
}

/** Correlation of two features by name; null where there is none. */
export function pairOf({ names, values }: Correlation, a: string, b: string): Pair | null {
  const r = values[names.indexOf(a)]?.[names.indexOf(b)] ?? null;
  return r === null || a === b ? null : { names: [a, b], r };
}

/** The feature that one goes together with most, in either direction. */
export function strongest(correlation: Correlation, name: string): Pair | null {
  const pairs = correlation.names.flatMap((other) => pairOf(correlation, name, other) ?? []);
  return pairs.reduce<Pair | null>(
    (best, pair) => (Math.abs(pair.r) > Math.abs(best?.r ?? 0) ? pair : best),
    null,
  );
}

/** Whether two features tell the same: r rounds to 1.00 or −1.00. */
export function isSame(pair: Pair): boolean {
  return Math.abs(pair.r) >= ONE;
}

/** What is to be known about a feature before it is clustered: a word for the table and a sentence for its title. */
export function notesOf(
  feature: Feature,
  correlation: Correlation | null,
): readonly { readonly text: string; readonly title: string; readonly warn: boolean }[] {
  const same =
    correlation?.names
      .flatMap((other) => pairOf(correlation, feature.name, other) ?? [])
      .filter(isSame) ?? [];
  const [closest] = same.toSorted((a, b) => Math.abs(b.r) - Math.abs(a.r));
  return [
    ...(feature.count > 0 && feature.distinct <= 1
      ? [
          {
            text: 'constant',
            title: 'The same in every session: it tells nothing apart.',
            warn: true,
          },
        ]
      : []),
    ...(closest
      ? [
          {
            text: `r = ${closest.r > 0 ? '' : '−'}1.00`,
            title: `Tells the same as ${same.map((pair) => pair.names[1]).join(', ')}.`,
            warn: true,
          },
        ]
      : []),
    ...(feature.nulls > 0
      ? [
          {
            text: formatCounted(feature.nulls, 'null'),
            title: 'Sessions with a null feature are in no cluster.',
            warn: true,
          },
        ]
      : []),
    ...(feature.scaled
      ? []
      : [
          {
            text: 'not scaled',
            title: 'Carried along to look at; it takes no part in clustering.',
            warn: false,
          },
        ]),
  ];
}
