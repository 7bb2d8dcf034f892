import { batch, createMemo, createSignal, type Accessor } from 'solid-js';
import type { JoinSide, JoinSpec } from '../engine/join-tables.ts';
import type { LoadedInput, SniffedTable, SourceFile } from '../engine/ports.ts';
import type { ReadQuestion, TableReading } from '../engine/reading.ts';
import type { ColumnType } from '../engine/table.ts';
import { canonical } from '../recipe/fingerprint.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Failure } from './failure.ts';
import { assignPlayers } from './table-fit.ts';
import { tableName } from './table-name.ts';

/** What a table is loaded from and as. */
export interface TableRequest {
  readonly files: readonly SourceFile[];
  readonly reading: TableReading;
  /** Types of the recipe's input that it plays; null where it is loaded as its values are. */
  readonly types: Readonly<Record<string, ColumnType>> | null;
  /** role → column of the file */
  readonly mapping: Readonly<Record<string, string>>;
}

/** What a joined table was made of. The tables may be others, or gone, by now. */
export interface JoinedFrom {
  readonly left: JoinSide & { readonly id: string };
  readonly right: JoinSide & { readonly id: string };
  readonly spec: JoinSpec;
  readonly rows: number;
  readonly facts: Readonly<Record<string, number>>;
  /** What was run, with the names that a person knows. */
  readonly sql: string;
}

/** One or several files as a table, or two tables joined. Plain data: a change makes another object with the same id. */
export interface OpenTable extends Omit<TableRequest, 'types'> {
  readonly id: string;
  readonly name: string;
  /** Distinct names as the files have them; of several files, those that the table has. */
  readonly columns: SniffedTable['columns'];
  /** The last good load. It stays while another goes on or fails. */
  readonly loaded: LoadedInput | null;
  /** What {@link loaded} was loaded as; null also where its rows went with an engine. */
  readonly loadedAs: TableRequest | null;
  /** Roles of the recipe's input that it plays and has no columns for; it was loaded without the recipe's types then. */
  readonly lacks: { readonly roles: readonly string[]; readonly as: TableRequest } | null;
  /** Why the last load failed, and what a person can decide so that it does not. */
  readonly failed: {
    readonly failure: Failure;
    readonly question: ReadQuestion | null;
    readonly as: TableRequest;
  } | null;
  /** Null where it was read from files. A joined table has none, is never read again and plays no input. */
  readonly joined: JoinedFrom | null;
}

export type NewTable = Pick<OpenTable, 'name' | 'files' | 'columns' | 'reading'>;

type Change = Partial<Omit<OpenTable, 'id'>>;

export interface Tables {
  readonly list: Accessor<readonly OpenTable[]>;
  /** Input of the recipe → id of the table that plays it. */
  readonly players: Accessor<Readonly<Record<string, string>>>;
  find(id: string): OpenTable | undefined;
  /** The input that a table plays, or null. */
  playing(id: string): string | null;
  /** The table whose tab is open in the Data station; null while none is open. */
  readonly shown: Accessor<OpenTable | null>;
  show(id: string): void;
  /** The tables that play the recipe's inputs, loaded with its types; null while one is missing. */
  readonly inputs: Accessor<readonly LoadedInput[] | null>;
  /** Whether the engine has the rows of something loaded; false when they went with an engine before it. */
  holds(loaded: LoadedInput): boolean;
}

/** The same with what changes it; nothing is loaded or dropped here. */
export interface TableStore extends Tables {
  /** What a table is to be loaded as now. */
  wanted(table: OpenTable): TableRequest;
  /** Ids of the new tables. */
  add(tables: readonly NewTable[]): readonly string[];
  /** A table that is loaded already. */
  addJoined(name: string, loaded: LoadedInput, joined: JoinedFrom): void;
  update(id: string, change: Change): void;
  use(id: string, input: string): void;
  remove(id: string): void;
  /** The engine is no more: every table is to be loaded again. */
  loseRows(): void;
  clear(): void;
  /** To be called when the recipe has other inputs. */
  assign(): void;
}

/** Any number of open tables, and which of them the recipe runs on. */
export function createTables(recipe: Accessor<Recipe>): TableStore {
  const [list, setList] = createSignal<readonly OpenTable[]>([]);
  const [players, setPlayers] = createSignal<Readonly<Record<string, string>>>({});
  const [shownId, show] = createSignal<string | null>(null);
  let count = 0;
  const find = (id: string): OpenTable | undefined => list().find((table) => table.id === id);
  const playing = (id: string): string | null =>
    Object.keys(recipe().inputs).find((input) => players()[input] === id) ?? null;
  const wanted = ({ id, files, reading, mapping }: OpenTable): TableRequest => {
    const input = playing(id);
    return input === null
      ? { files, reading, types: null, mapping: {} }
      : { files, reading, types: recipe().inputs[input] ?? {}, mapping };
  };
  const assign = (): void => {
    setPlayers((before) =>
      assignPlayers(
        recipe().inputs,
        list().filter(({ joined }) => !joined),
        before,
      ),
    );
  };
  const append = (made: readonly OpenTable[]): void => {
    const [first] = made;
    batch(() => {
      setList((before) => [...before, ...made]);
      assign();
      if (first) show(first.id);
    });
  };
  const nextId = (): string => `table-${String(++count)}`;
  return {
    list,
    players,
    find,
    playing,
    shown: () => list().find(({ id }) => id === shownId()) ?? list()[0] ?? null,
    show,
    inputs: createMemo(() => {
      const all = Object.keys(recipe().inputs).map((input) => {
        const table = find(players()[input] ?? '');
        return table?.loaded && table.loadedAs && sameRequest(table.loadedAs, wanted(table))
          ? table.loaded
          : null;
      });
      const ready = all.flatMap((loaded) => loaded ?? []);
      return ready.length === all.length ? ready : null;
    }),
    holds: (loaded) => list().some((table) => table.loaded === loaded && table.loadedAs !== null),
    wanted,
    loseRows: () => {
      setList((before) => before.map((table) => ({ ...table, loadedAs: null })));
    },
    add: (tables) => {
      const made = tables.map((table): OpenTable => ({
        ...table,
        id: nextId(),
        mapping: {},
        loaded: null,
        loadedAs: null,
        lacks: null,
        failed: null,
        joined: null,
      }));
      append(made);
      return made.map(({ id }) => id);
    },
    addJoined: (name, loaded, joined) => {
      const source = { files: [], reading: {}, mapping: {} };
      append([
        {
          ...source,
          id: nextId(),
          name,
          columns: [],
          loaded,
          loadedAs: { ...source, types: null },
          lacks: null,
          failed: null,
          joined,
        },
      ]);
    },
    update: (id, change) => {
      setList((before) =>
        before.map((table) => (table.id === id ? changed(table, change) : table)),
      );
    },
    use: (id, input) => {
      setPlayers((before) => ({
        ...Object.fromEntries(Object.entries(before).filter(([, player]) => player !== id)),
        [input]: id,
      }));
    },
    remove: (id) => {
      batch(() => {
        setList((before) => before.filter((table) => table.id !== id));
        assign();
      });
    },
    clear: () => {
      batch(() => {
        setList([]);
        setPlayers({});
      });
    },
    assign,
  };
}

/** Rows of a table as it is loaded; 0 before. */
export function rowsOf({ loaded, joined }: OpenTable): number {
  return joined?.rows ?? loaded?.files.reduce((sum, file) => sum + file.rows, 0) ?? 0;
}

/** A table with a change. A name that was made of the files' goes on following them. */
function changed(table: OpenTable, change: Change): OpenTable {
  const next = { ...table, ...change };
  const follows = change.name === undefined && table.name === tableName(table.files);
  return follows ? { ...next, name: tableName(next.files) } : next;
}

/** Whether a load for one gives what a load for the other would. */
export function sameRequest(a: TableRequest, b: TableRequest): boolean {
  return (
    a.files === b.files &&
    canonical([a.reading, a.types, a.mapping]) === canonical([b.reading, b.types, b.mapping])
  );
}

/** The same, whatever types the values are given. */
export function sameSource(a: TableRequest, b: TableRequest): boolean {
  return a.files === b.files && canonical(a.reading) === canonical(b.reading);
}
