import type { RunResult, StepResult } from '../../engine/result.ts';
import type { ColumnType, Table } from '../../engine/table.ts';
import { ROW } from '../../steps/columns.ts';
import { sessionKinds } from '../session-kinds.ts';

/** What a column is to the recipe. */
export type Role = 'Key' | 'Time' | 'Derived';

/** One column of the log as the profile step tells it. Texts of numbers are parsed; `top` is the most frequent value. */
export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  readonly roles: readonly Role[];
  readonly rows: number;
  readonly nulls: number;
  readonly distinct: number;
  readonly min: string | null;
  readonly max: string | null;
  readonly top: string | null;
  readonly freq: number;
  readonly mean: number | null;
  readonly std: number | null;
  readonly q25: number | null;
  readonly median: number | null;
  readonly q75: number | null;
}

const TYPES: readonly ColumnType[] = ['text', 'integer', 'number', 'timestamp', 'boolean'];

/** The profile step of a run and the relation that it profiles. */
export function profileOf(
  result: RunResult,
): { readonly step: StepResult; readonly of: StepResult } | null {
  const step = result.steps.find((candidate) => candidate.op === 'profile');
  const of = result.steps.find((candidate) => step?.sources.includes(candidate.as));
  return step && of ? { step, of } : null;
}

/** Columns by the rows of the profile table. */
export function columnProfiles(table: Table, result: RunResult): ColumnProfile[] {
  const at = new Map(table.columns.map((column, i) => [column.name, i]));
  const roles = rolesOf(result);
  const given = new Set(
    result.inputs.flatMap((input) => input.schema.map((column) => column.name)),
  );
  return table.rows.map((row) => {
    const cell = (name: string) => row[at.get(name) ?? -1] ?? null;
    const text = (name: string): string | null => (cell(name) === null ? null : String(cell(name)));
    const number = (name: string): number | null =>
      cell(name) === null ? null : Number(cell(name));
    const name = text('column') ?? '';
    return {
      name,
      type: TYPES.find((type) => type === cell('type')) ?? 'text',
      roles: [...(roles.get(name) ?? []), ...(given.has(name) ? [] : (['Derived'] as const))],
      rows: number('rows') ?? 0,
      nulls: number('nulls') ?? 0,
      distinct: number('distinct') ?? 0,
      min: text('min'),
      max: text('max'),
      top: text('top'),
      freq: number('freq') ?? 0,
      mean: number('mean'),
      std: number('std'),
      q25: number('q25'),
      median: number('median'),
      q75: number('q75'),
    };
  });
}

/** Which columns make the keys of sessions, and which one orders them in time. */
function rolesOf(result: RunResult): ReadonlyMap<string, readonly Role[]> {
  const kinds = sessionKinds(result);
  const keys = new Set(kinds.flatMap((kind) => kind.by));
  const times = new Set(kinds.map((kind) => kind.time));
  const names = new Set([...keys, ...times].filter((name) => name !== ROW));
  return new Map(
    [...names].map((name) => [
      name,
      [
        ...(keys.has(name) ? (['Key'] as const) : []),
        ...(times.has(name) ? (['Time'] as const) : []),
      ],
    ]),
  );
}

/** Whether a column is told by its smallest and largest value, not by its most frequent one. */
export function isOrdered(column: Pick<ColumnProfile, 'type'>): boolean {
  return column.type === 'number' || column.type === 'integer' || column.type === 'timestamp';
}
