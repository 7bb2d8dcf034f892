import type { ColumnType } from '../../sql/schema.ts';
import { isEqualKeys, rangeColumns, type Join } from '../../steps/join-shape.ts';
import { pointer, type Problem } from '../../steps/problem.ts';
import type { Recipe } from '../recipe.ts';
import type { FileInputs } from './file-inputs.ts';
import { columnsOf, firstFiles, typeOf, type FileRows } from './row-source.ts';
import type { JoinedRows, RowSource } from './row-source.ts';

export type Step = Readonly<Record<string, unknown>>;

/** What a recipe wants of a column. */
export interface Role {
  readonly name: string;
  readonly type: ColumnType;
}
/** column → the roles that it plays */
export type Roles = ReadonlyMap<string, readonly Role[]>;

/** What becomes of a recipe while joins are put into it. */
export interface Work {
  readonly recipe: Recipe;
  readonly inputs: FileInputs;
  /** Gives a name of a relation that is not there yet. */
  readonly free: (wanted: string) => string;
  /** Steps before those of the recipe. */
  readonly steps: Step[];
  readonly problems: Problem[];
  /** id of a table of files → its relation */
  readonly relations: Map<string, string>;
}

/** Rows that a step gives. */
interface Rows {
  readonly relation: string;
  /** The type that a column was asked for with. */
  declared(column: string): ColumnType | undefined;
  /** Asks for a column; the name that it has in the relation. */
  take(column: string, type: ColumnType): string;
}

const NO_ROLES: Roles = new Map();

/** A join step without its name, and the rows that it gives. The steps before it are added to the work. */
export function joinOf(
  source: JoinedRows,
  roles: Roles,
  input: string | null,
  work: Work,
): Omit<Rows, 'relation'> & { readonly step: Step } {
  const { spec } = source;
  const { columns = {}, matched } = spec;
  const left = rowsOf(source.left, roles, input, work);
  const right = rowsOf(source.right, NO_ROLES, null, work);
  const taken: Record<string, string> = {};
  const names = new Map<string, string>();
  const put = (name: string, column: string, theirs: string, type: ColumnType): void => {
    const known = right.declared(theirs);
    if (known !== undefined && known !== type)
      work.problems.push({
        pointer: pointer('inputs'),
        message: `"${theirs}" of ${firstFiles(source.right).name} is wanted as ${known} and as ${type}; open the file a second time and join that`,
      });
    taken[name] = right.take(theirs, type);
    names.set(column, names.get(column) ?? name);
  };
  // What the recipe types goes before what is taken as it is.
  for (const [column, theirs] of Object.entries(columns))
    for (const { name, type } of roles.get(column) ?? []) put(name, column, theirs, type);
  const on = conditionOf(source, left, right);
  for (const [column, theirs] of Object.entries(columns).filter(([name]) => !roles.has(name))) {
    const type = right.declared(theirs) ?? typeOf(source.right, theirs) ?? 'text';
    put(spare(column, source, roles), column, theirs, type);
  }
  const mark = matched === undefined ? undefined : markOf(matched, source, roles, work);
  return {
    step: {
      op: 'join',
      from: left.relation,
      with: right.relation,
      on,
      columns: inOrder(taken, Object.keys(columns), names),
      ...(mark === undefined ? {} : { matched: mark }),
      ...(spec.unmatched === undefined ? {} : { unmatched: spec.unmatched }),
      ...(spec.several === undefined ? {} : { several: spec.several }),
      export: false,
    },
    declared: (column) => {
      const theirs = Object.hasOwn(columns, column) ? columns[column] : undefined;
      if (theirs !== undefined) return right.declared(theirs);
      return column === matched ? 'boolean' : left.declared(column);
    },
    take: (column, type) =>
      column === matched ? (mark ?? column) : (names.get(column) ?? left.take(column, type)),
  };
}

/** Taken columns in the order of the join; those that play several roles follow. */
function inOrder(
  taken: Readonly<Record<string, string>>,
  columns: readonly string[],
  names: ReadonlyMap<string, string>,
): Record<string, string> {
  const first = columns.flatMap((column) => names.get(column) ?? []);
  const all = [...new Set([...first, ...Object.keys(taken)])];
  return Object.fromEntries(all.map((name) => [name, taken[name] ?? name]));
}

function rowsOf(source: RowSource, roles: Roles, input: string | null, work: Work): Rows {
  if (source.kind === 'files') return filesOf(source, roles, input, work);
  const { step, ...rows } = joinOf(source, roles, input, work);
  const relation = work.free(`${firstFiles(source).name} joined`);
  const { op, ...join } = step;
  work.steps.push({ op, as: relation, ...join });
  return { ...rows, relation };
}

/** Rows of files; `input` is the one that they are to play, null where they need one of their own. */
function filesOf(files: FileRows, roles: Roles, input: string | null, work: Work): Rows {
  const { inputs, problems, relations } = work;
  const own = inputs.of(files) ?? inputs.open(files, work.free(files.name));
  for (const { name } of [...roles.values()].flat()) own.kept.add(name.toLowerCase());
  for (const [column, all] of roles)
    for (const { name, type } of Object.hasOwn(files.types, column) ? all : []) {
      inputs.take(files, column, type, name);
      if (own.types.get(name) !== type || (own.mapping.get(name) ?? name) !== column)
        problems.push({
          pointer: pointer('inputs', own.input),
          message: `${files.name} plays ${own.input} and is joined as well, and the two want different values as "${name}"; open the file a second time and join that`,
        });
    }
  // Else a column would have the name of a role that another column plays.
  for (const [column, type] of Object.entries(files.types))
    if (own.kept.has(column.toLowerCase()) && !roles.has(column)) inputs.take(files, column, type);
  return {
    relation: relations.get(files.id) ?? relationOf(files, own.input, input, work),
    declared: (column) => inputs.declared(files, column),
    take: (column, type) => inputs.take(files, column, type),
  };
}

function relationOf(files: FileRows, own: string, played: string | null, work: Work): string {
  const { recipe, steps, free, relations } = work;
  // The name of the input is that of the joined rows, or of what the recipe itself makes of the input.
  const needsStep = own === played || readsItself(recipe, own);
  const relation = needsStep ? free(files.name) : own;
  if (needsStep) steps.push({ op: 'source', as: relation, input: own, export: false });
  relations.set(files.id, relation);
  return relation;
}

/** Whether a recipe has a step of its own that reads an input. */
export function readsItself(recipe: Recipe, input: string): boolean {
  return recipe.steps.some((step) => step['op'] === 'source' && step['input'] === input);
}

function conditionOf(source: JoinedRows, left: Rows, right: Rows): Join['on'] {
  const { on } = source.spec;
  if (isEqualKeys(on))
    return on.map((pair) => {
      // A key has the type that the recipe wants of the one that it is compared with.
      const wanted = left.declared(pair.left) ?? right.declared(pair.right);
      const type = wanted ?? typeOf(source.left, pair.left) ?? 'text';
      return { left: left.take(pair.left, type), right: right.take(pair.right, type) };
    });
  const address = left.take(on.address, typeOf(source.left, on.address) ?? 'text');
  const [first = '', last = ''] = rangeColumns(on).map((column) =>
    right.take(column, typeOf(source.right, column) ?? 'text'),
  );
  return 'range' in on ? { address, range: first } : { address, first, last };
}

function markOf(matched: string, source: JoinedRows, roles: Roles, { problems }: Work): string {
  const [role, ...others] = roles.get(matched) ?? [];
  if (!role) return spare(matched, source, roles);
  if (role.type !== 'boolean' || others.length > 0)
    problems.push({
      pointer: pointer('inputs'),
      message: `"${matched}" says whether a row has matched; it can play one column that is true or false, not ${[role, ...others].map(({ name, type }) => `"${name}" (${type})`).join(' and ')}`,
    });
  return role.name;
}

/** The name of a column that plays no role: its own, or another where a role has that. */
function spare(column: string, source: JoinedRows, roles: Roles): string {
  const names = new Set([...roles.values()].flat().map(({ name }) => name.toLowerCase()));
  if (!names.has(column.toLowerCase())) return column;
  for (const other of columnsOf(source)) names.add(other.toLowerCase());
  let n = 2;
  while (names.has(`${column}_${String(n)}`.toLowerCase())) n += 1;
  return `${column}_${String(n)}`;
}
