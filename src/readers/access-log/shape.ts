import type { FileColumn } from '../scanner.ts';
import { type LogLine, partsBefore } from './line.ts';

/** What differs between such logs. */
export interface Shape {
  /** Whether a virtual host stands in front. */
  readonly vhost: boolean;
  /** Number of fields after the bytes. */
  readonly further: number;
  /** Whether the first two of them are referer and user agent: they stand in quotes. */
  readonly combined: boolean;
}

/** The shape that a line seems to have. `host - a b` is a user with a blank, no virtual host. */
function shapeOf({ before, further }: LogLine): Shape {
  const parts = partsBefore(before, 4);
  const [first, second] = further;
  return {
    vhost: parts !== null && parts[1] !== '-',
    further: further.length,
    combined: first?.quoted === true && second?.quoted === true,
  };
}

/** The shape that most lines have, the first of equals; null where there are none. */
export function commonShape(lines: readonly LogLine[]): Shape | null {
  const counts = new Map<string, { readonly shape: Shape; count: number }>();
  for (const line of lines) {
    const shape = shapeOf(line);
    const key = JSON.stringify(shape);
    const known = counts.get(key) ?? { shape, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  const [most] = [...counts.values()].toSorted((a, b) => b.count - a.count);
  return most?.shape ?? null;
}

/** The columns of a log. What further fields mean is not known: their values decide their types. */
export function columnsOf({ vhost, further, combined }: Shape): FileColumn[] {
  const text = (...names: readonly string[]) =>
    names.map((name): FileColumn => ({ name, type: 'text' }));
  const extras = combined ? further - 2 : further;
  return [
    ...(vhost ? text('vhost') : []),
    ...text('address', 'ident', 'user'),
    { name: 'time', type: 'timestamp' },
    ...text('request', 'method', 'path', 'protocol'),
    { name: 'status', type: 'integer' },
    { name: 'bytes', type: 'integer' },
    ...(combined ? text('referer', 'user_agent') : []),
    ...Array.from({ length: extras }, (_, i) => ({ name: `extra${String(i + 1)}`, type: null })),
  ];
}

/** Columns of every log: the virtual host and further fields come to them. */
const ALWAYS = 10;

/** The part of {@link columnsOf} that is needed to read, from its columns. */
export function shapeBehind(
  columns: readonly Pick<FileColumn, 'name'>[],
): Pick<Shape, 'vhost' | 'further'> {
  const vhost = columns[0]?.name === 'vhost';
  return { vhost, further: columns.length - ALWAYS - (vhost ? 1 : 0) };
}
