import type { ColumnType } from '../../sql/schema.ts';
import { RESERVED } from '../../steps/columns.ts';
import type { FileRows } from './row-source.ts';

/** An input that a table of files plays. */
export interface FileInput {
  readonly input: string;
  readonly id: string;
  readonly types: Map<string, ColumnType>;
  /** role → column of the file, where they differ */
  readonly mapping: Map<string, string>;
  /** Names that no other column may have, in small letters. */
  readonly kept: Set<string>;
}

/** The inputs of a recipe whose tables are all of files, as they come to need columns. */
export interface FileInputs {
  readonly all: readonly FileInput[];
  of(files: FileRows): FileInput | undefined;
  /** A table has one input; asking for a second gives the first. */
  open(files: FileRows, input: string): FileInput;
  /** The type that a column was asked for with. */
  declared(files: FileRows, column: string): ColumnType | undefined;
  /**
   * Asks for a column, as `role` where that is given, and gives the name that it has in the input. It keeps the type that it was
   * first asked for with.
   */
  take(files: FileRows, column: string, type: ColumnType, role?: string): string;
}

export function createFileInputs(): FileInputs {
  const all: FileInput[] = [];
  const of = ({ id }: FileRows): FileInput | undefined => all.find((input) => input.id === id);
  const must = (files: FileRows): FileInput => {
    const found = of(files);
    if (!found) throw new RangeError(`${files.name} has no input.`);
    return found;
  };
  const named = ({ types, mapping }: FileInput, column: string): string | undefined =>
    [...types.keys()].find((role) => (mapping.get(role) ?? role) === column);
  return {
    all,
    of,
    open: (files, input) => {
      const known = of(files);
      if (known) return known;
      const made: FileInput = {
        input,
        id: files.id,
        types: new Map(),
        mapping: new Map(),
        kept: new Set(RESERVED.map(lower)),
      };
      all.push(made);
      return made;
    },
    declared: (files, column) => {
      const input = must(files);
      const name = named(input, column);
      return name === undefined ? undefined : input.types.get(name);
    },
    take: (files, column, type, role) => {
      const input = must(files);
      const known = role ?? named(input, column);
      if (known !== undefined && input.types.has(known)) return known;
      const name = role ?? freeName(input, files, column);
      input.types.set(name, type);
      if (name !== column) input.mapping.set(name, column);
      return name;
    },
  };
}

/** A column's own name, or another where a role or Spoor itself has that. */
function freeName({ types, kept }: FileInput, files: FileRows, column: string): string {
  const roles = new Set([...[...types.keys()].map(lower), ...kept]);
  if (!roles.has(lower(column))) return column;
  const used = new Set([...roles, ...Object.keys(files.types).map(lower)]);
  let n = 2;
  while (used.has(lower(`${column}_${String(n)}`))) n += 1;
  return `${column}_${String(n)}`;
}

function lower(name: string): string {
  return name.toLowerCase();
}
