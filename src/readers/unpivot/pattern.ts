import type { Unpivot } from '../../engine/reading.ts';

/** A column whose cells become rows, and what its name says. */
export interface CellColumn {
  readonly at: number;
  readonly groups: readonly string[];
}

/** Names are matched one by one; a pattern of more characters is not read. */
const LONGEST_PATTERN = 1000;

/**
 * Tells columns whose names fit the pattern from those that are kept on every row. A name is text to match and nothing else.
 * @returns a sentence where the pattern cannot be used.
 */
export function matchColumns(
  columns: readonly string[],
  { pattern, names, value }: Unpivot,
): { readonly kept: readonly number[]; readonly cells: readonly CellColumn[] } | string {
  if (pattern.length > LONGEST_PATTERN)
    return `The pattern of column names is longer than ${String(LONGEST_PATTERN)} characters.`;
  let expression: RegExp;
  let groups: number;
  try {
    expression = new RegExp(pattern);
    groups = (new RegExp(`${pattern}|`).exec('')?.length ?? 1) - 1;
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    return `The pattern of column names is no regular expression: ${said}.`;
  }
  if (groups !== names.length)
    return `The pattern of column names has ${counted(groups, 'group')}, but ${counted(names.length, 'name')} for them: ${names.join(', ')}.`;
  const kept: number[] = [];
  const cells: CellColumn[] = [];
  for (const [at, name] of columns.entries()) {
    const found = expression.exec(name);
    if (found) cells.push({ at, groups: names.map((_, i) => found[i + 1] ?? '') });
    else kept.push(at);
  }
  const example = columns.at(-1) ?? '';
  if (cells.length === 0)
    return `No column's name fits the pattern ${pattern}. A name is, for example: ${example}`;
  const taken = [...kept.map((at) => columns[at] ?? ''), ...names, value].filter(Boolean);
  const seen = new Set<string>();
  const twice = taken.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined)
    return `Two columns of the long table would be called "${twice}"; give its columns names of their own.`;
  if (value === '' || names.includes('')) return 'Each column of the long table needs a name.';
  return { kept, cells };
}

function counted(count: number, one: string): string {
  return `${String(count)} ${count === 1 ? one : `${one}s`}`;
}

const ITEM = String.raw`['"]([^'"]*)['"]`;
/** `('avg_Length', 'avg_2019-02-01 09:30:00')`: the statistic stands before the variable and again before the window. */
const PIVOT = String.raw`^\(['"]([^'"_]+)_([^'"]+)['"], ['"]\1_([^'"]+)['"]\)$`;
const MOST_ITEMS = 6;

/** How a table whose names are those of a pivoted table can be made long; null where they are not. */
export function proposeUnpivot(columns: readonly string[]): Unpivot | null {
  const candidates: Unpivot[] = [
    { pattern: PIVOT, names: ['statistic', 'variable', 'window'], value: 'value' },
    ...Array.from({ length: MOST_ITEMS - 1 }, (_, i) => {
      const items = Array.from({ length: i + 2 }, () => ITEM);
      const names = items.map((__, k) => `part_${String(k + 1)}`);
      return { pattern: String.raw`^\(${items.join(', ')}\)$`, names, value: 'value' };
    }),
  ];
  return (
    candidates.find((unpivot) => {
      const found = matchColumns(columns, unpivot);
      return (
        typeof found !== 'string' &&
        found.cells.length > 1 &&
        2 * found.cells.length >= columns.length
      );
    }) ?? null
  );
}
