import type { ColumnType, Schema } from '../engine/table.ts';
import { ROW } from '../steps/columns.ts';
import { isEqualKeys, type JoinSpec } from '../steps/join-shape.ts';
import type { JoinedSide, OpenTable } from './open-table.ts';
import { tableName } from './table-name.ts';

/** A column of a loaded table: what it is called there, and in the files. */
export interface NamedColumn {
  readonly shown: string;
  readonly own: string;
  readonly type: ColumnType;
}

/** The columns of a loaded table with the names that the files have: one that plays a role is called as that while it does. */
export function namedColumns({ joined, columns, loaded, loadedAs }: OpenTable): NamedColumn[] {
  const shown = (loaded?.schema ?? []).filter(({ name }) => name !== ROW);
  const mapping = loadedAs?.mapping ?? {};
  return shown.map(({ name, type }, i) => {
    const played = Object.hasOwn(mapping, name) ? mapping[name] : undefined;
    return { shown: name, own: (joined ? columns[i]?.name : played) ?? name, type };
  });
}

/** A table that is about to be joined. */
export function sideOf(
  { id, name, files }: OpenTable,
  relation: string,
  columns: readonly NamedColumn[],
): JoinedSide {
  const types = Object.fromEntries(columns.map(({ own, type }) => [own, type]));
  return { id, name, files: tableName(files), relation, types };
}

/** A join in other names of the columns that it reads; those that it makes keep theirs. */
export function inOtherNames(
  { on, columns = {}, ...rest }: JoinSpec,
  left: (name: string) => string,
  right: (name: string) => string,
): JoinSpec {
  const other = isEqualKeys(on)
    ? on.map((pair) => ({ left: left(pair.left), right: right(pair.right) }))
    : 'range' in on
      ? { address: left(on.address), range: right(on.range) }
      : { address: left(on.address), first: right(on.first), last: right(on.last) };
  const taken = Object.entries(columns).map(([name, column]) => [name, right(column)] as const);
  return { ...rest, on: other, columns: Object.fromEntries(taken) };
}

/** From the files' names of columns to those that a table shows, or back. */
export function renaming(
  columns: readonly NamedColumn[],
  to: 'shown' | 'own',
): (name: string) => string {
  const names = new Map(
    columns.toReversed().map((c) => (to === 'shown' ? [c.own, c.shown] : [c.shown, c.own])),
  );
  return (name) => names.get(name) ?? name;
}

/** A join whose new columns have names that the left table does not show. */
export function besides(spec: JoinSpec, left: Schema): JoinSpec {
  const used = new Set(left.map(({ name }) => name.toLowerCase()));
  const unused = (wanted: string): string => {
    let name = wanted;
    for (let n = 2; used.has(name.toLowerCase()); n++) name = `${wanted}_${String(n)}`;
    used.add(name.toLowerCase());
    return name;
  };
  const { columns = {}, matched, ...rest } = spec;
  const taken = Object.entries(columns).map(([name, column]) => [unused(name), column] as const);
  return {
    ...rest,
    columns: Object.fromEntries(taken),
    ...(matched === undefined ? {} : { matched: unused(matched) }),
  };
}

/** Columns of the joined table as the files and the join have them, in its order. */
export function columnsOfJoin(
  left: readonly NamedColumn[],
  { columns = {}, matched }: JoinSpec,
  schema: Schema,
): OpenTable['columns'] {
  const names = [
    ...left.map(({ own }) => own),
    ...Object.keys(columns),
    ...(matched === undefined ? [] : [matched]),
  ];
  const types = schema.filter(({ name }) => name !== ROW).map(({ type }) => type);
  return names.map((name, i) => ({ name, type: types[i] ?? null }));
}
