import type { RunResult, StepResult } from '../../engine/result.ts';
import type { ColumnStatistics } from '../../engine/profile/statistics.ts';
import type { ColumnType, Table } from '../../engine/table.ts';
import { isObject } from '../../recipe/migrate.ts';
import { sessionKinds } from '../session-kinds.ts';

/** What a column is to the recipe. */
export type Role = 'Key' | 'Time' | 'Derived';

/** One column of a table, and what it is to the recipe. */
export interface ColumnProfile extends ColumnStatistics {
  readonly roles: readonly Role[];
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

/** Columns by the rows of the profile step's table. */
export function columnProfiles(table: Table, result: RunResult): ColumnProfile[] {
  const at = new Map(table.columns.map((column, i) => [column.name, i]));
  const roles = rolesOf(result);
  return table.rows.map((row) => {
    const cell = (name: string) => row[at.get(name) ?? -1] ?? null;
    const text = (name: string): string | null => (cell(name) === null ? null : String(cell(name)));
    const number = (name: string): number | null =>
      cell(name) === null ? null : Number(cell(name));
    const name = text('column') ?? '';
    return {
      name,
      type: TYPES.find((type) => type === cell('type')) ?? 'text',
      roles: roles(name),
      rows: number('rows') ?? 0,
      nulls: number('nulls') ?? 0,
      distinct: number('distinct'),
      min: text('min'),
      max: text('max'),
      top: text('top'),
      freq: number('freq') ?? 0,
      mean: number('mean'),
      std: number('std'),
      q25: number('q25'),
      median: number('median'),
      q75: number('q75'),
      bytes: null,
      note: null,
    };
  });
}

/** What each column is to the recipe: which make the keys of sessions, which one orders them in time, which were derived. */
export function rolesOf(result: RunResult): (column: string) => readonly Role[] {
  const kinds = sessionKinds(result);
  const keys = new Set(kinds.flatMap((kind) => kind.by));
  const times = new Set(kinds.map((kind) => kind.time));
  const given = new Set(
    result.inputs.flatMap((input) => input.schema.map((column) => column.name)),
  );
  for (const { op, json } of result.steps)
    if (op === 'join' && isObject(json['columns']))
      for (const name of Object.keys(json['columns'])) given.add(name);
  return (name) => [
    ...(keys.has(name) ? (['Key'] as const) : []),
    ...(times.has(name) ? (['Time'] as const) : []),
    ...(given.has(name) ? [] : (['Derived'] as const)),
  ];
}

/** Whether a column is told by its smallest and largest value, not by its most frequent one. */
export function isOrdered(column: Pick<ColumnProfile, 'type'>): boolean {
  return column.type === 'number' || column.type === 'integer' || column.type === 'timestamp';
}
