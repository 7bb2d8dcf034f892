import { formatCount } from '../../charts/format.ts';
import type { Condition } from '../../queries/drill.ts';
import { formatCell } from '../../engine/export/cell.ts';
import type { Crumb } from '../../state/selection.ts';
import { shortId } from '../../widgets/cell.ts';

/** What the rows of a selection must fulfil. */
export function conditionsOf(path: readonly Crumb[]): Condition[] {
  return path.flatMap((crumb): Condition[] => {
    if (crumb.level === 'cluster') return [{ of: 'cluster', cluster: crumb.cluster }];
    if (crumb.level === 'session') return [{ of: 'session', session: crumb.session }];
    return crumb.columns.map((column, i) => ({
      of: 'key',
      column,
      value: crumb.values[i] ?? null,
    }));
  });
}

/** `cluster 1`, `noise`. */
export function clusterWord(cluster: number): string {
  return cluster < 0 ? 'noise' : `cluster ${String(cluster)}`;
}

/** A crumb in words: `cluster 1`, `session 8 841`, the values of a key. */
export function crumbWords(crumb: Crumb): string {
  if (crumb.level === 'cluster') return clusterWord(crumb.cluster);
  if (crumb.level === 'session') return `session ${formatCount(crumb.session)}`;
  return crumb.columns
    .map((column, i) => valueWords(formatCell(crumb.values[i] ?? null, column.type)))
    .join(' · ');
}

/** A value short enough for a crumb; identifiers lose their end. */
export function valueWords(value: string | null): string {
  if (value === null) return 'null';
  if (value === '') return '""';
  return isIdentifier(value)
    ? shortId(value)
    : value.length > 40
      ? `${value.slice(0, 39)}…`
      : value;
}

/** Whether a text reads as an identifier (hex, GUID): those are set in mono and shortened. */
export function isIdentifier(value: string): boolean {
  return /^[{(]?[0-9a-f-]{12,}[)}]?(\/\d+)?$/i.test(value);
}

/** A file name for a selection: `cluster-1-session-8841-rows`. */
export function fileStem(path: readonly Crumb[], what: string): string {
  const parts = path.map((crumb) => {
    if (crumb.level === 'cluster') return clusterWord(crumb.cluster);
    if (crumb.level === 'session') return `session ${String(crumb.session)}`;
    return crumb.values
      .map((value, i) => formatCell(value, crumb.columns[i]?.type ?? 'text') ?? 'null')
      .join(' ');
  });
  const stem = [...parts, what]
    .join(' ')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return stem.slice(0, 100) || what;
}
