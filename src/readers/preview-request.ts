import type { LoadRequest } from '../engine/ports.ts';
import type { ColumnReading, ReadQuestion } from '../engine/reading.ts';

/**
 * The request with a question out of the way, so that the rest can be looked at: roles that no column plays are passed
 * over, times that are not known how to read are text, records that a clock change makes doubtful are rejected.
 * @returns null where nothing can be looked at before the question is answered.
 */
export function settledRequest(request: LoadRequest, question: ReadQuestion): LoadRequest | null {
  switch (question.kind) {
    case 'columns':
      return { ...request, types: without(request.types, question.missing) };
    case 'time':
      return asText(request, question.column);
    case 'clock-change': {
      const own = columnOf(request, question.column);
      if (!own?.time || (own.time.gap && own.time.overlap)) return null;
      const { gap = 'reject', overlap = 'reject' } = own.time;
      const time = { ...own.time, gap, overlap };
      return withColumn(request, question.column, { ...own, time });
    }
    default:
      return null;
  }
}

function asText(request: LoadRequest, column: string): LoadRequest | null {
  const { types, mapping } = request;
  const roles = Object.keys(types).filter(
    (role) => (Object.hasOwn(mapping, role) ? mapping[role] : role) === column,
  );
  if (roles.length === 0) {
    if (columnOf(request, column)?.type === 'text') return null;
    return withColumn(request, column, { type: 'text' });
  }
  if (roles.every((role) => types[role] === 'text')) return null;
  const text = Object.fromEntries(roles.map((role) => [role, 'text'] as const));
  return withColumn({ ...request, types: { ...types, ...text } }, column, null);
}

function columnOf({ reading }: LoadRequest, column: string): ColumnReading | undefined {
  const columns = reading?.columns ?? {};
  return Object.hasOwn(columns, column) ? columns[column] : undefined;
}

/** @param said  null: nothing. */
function withColumn(request: LoadRequest, column: string, said: ColumnReading | null): LoadRequest {
  const others = without(request.reading?.columns ?? {}, [column]);
  const columns = said ? { ...others, [column]: said } : others;
  return { ...request, reading: { ...request.reading, columns } };
}

function without<T>(
  record: Readonly<Record<string, T>>,
  names: readonly string[],
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
