import { batch, createMemo, createSignal, type Accessor } from 'solid-js';
import type { LoadedInput } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { canonical } from '../recipe/fingerprint.ts';
import type { Unfolded } from '../recipe/joins/unfold.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Outcome } from '../steps/problem.ts';
import { linkedAgain } from './linked-again.ts';
import type { JoinedFrom, OpenTable, TableRequest } from './open-table.ts';
import { unfolded } from './row-sources.ts';
import { assignPlayers } from './table-fit.ts';
import { tableName } from './table-name.ts';

export type { JoinedFrom, JoinedSide, OpenTable, TableRequest } from './open-table.ts';

export type NewTable = Pick<OpenTable, 'name' | 'files' | 'columns' | 'reading'>;

/** A table that was just made of two others. */
export type JoinedTable = Pick<OpenTable, 'name' | 'columns' | 'mapping'> & {
  readonly loaded: LoadedInput;
  readonly joined: JoinedFrom;
};

type Change = Partial<Omit<OpenTable, 'id'>>;

export interface Tables {
  readonly list: Accessor<readonly OpenTable[]>;
  /** Input of the recipe → id of the table that plays it, of files or joined. */
  readonly players: Accessor<Readonly<Record<string, string>>>;
  find(id: string): OpenTable | undefined;
  /** The input that a table plays, or null. */
  playing(id: string): string | null;
  /** The recipe to run on the tables that play: with a step for each joined table and an input for each table of files. */
  readonly unfolded: Accessor<Outcome<Unfolded>>;
  /** Its input that is read from a table of files, or null. */
  inputOf(id: string): string | null;
  /** The columns with their types that the input has which a table plays; none where it plays none. */
  roles(id: string): Readonly<Record<string, ColumnType>>;
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
  /** Relations of the two tables that one was joined from, as they are loaded now; empty for one that is not. */
  sidesNow(joined: JoinedFrom): readonly string[];
  /** Ids of the new tables. */
  add(tables: readonly NewTable[]): readonly string[];
  /** A table that is joined already, with its columns as the files have them, and which of them play roles. Gives its id. */
  addJoined(joined: JoinedTable): string;
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
  /** Whether a table plays an input, or one that is joined from it does. */
  const isPlayed = (id: string): boolean =>
    playing(id) !== null ||
    list().some(
      ({ id: other, joined }) =>
        joined && [joined.left.id, joined.right.id].includes(id) && isPlayed(other),
    );
  const unfold = createMemo(() => unfolded(recipe(), players(), find), undefined, {
    equals: (a, b) => canonical(a) === canonical(b),
  });
  /** The inputs that are read from files; those of the recipe while a joined table cannot play. */
  const ofFiles = createMemo(() => {
    const made = unfold();
    const { inputs } = made.ok ? made.value.recipe : recipe();
    const roles = made.ok ? made.value.players : players();
    return { inputs, players: roles, mappings: made.ok ? made.value.mappings : null };
  });
  const inputOf = (id: string): string | null => {
    const { inputs, players: files } = ofFiles();
    return Object.keys(inputs).find((input) => files[input] === id) ?? null;
  };
  const sidesNow = ({ left, right }: JoinedFrom): readonly string[] =>
    [left, right].map((side) => find(side.id)?.loaded?.relation ?? '');
  const wanted = (table: OpenTable): TableRequest => {
    const { id, files, reading, mapping, joined, loadedAs } = table;
    const plain = { files, reading, types: null, mapping: {} };
    if (joined) {
      // What plays no input stays as it is, whatever becomes of its tables.
      return loadedAs && !isPlayed(id) ? loadedAs : { ...plain, sides: sidesNow(joined) };
    }
    const input = inputOf(id);
    if (input === null) return plain;
    const { inputs, mappings } = ofFiles();
    return { ...plain, types: inputs[input] ?? {}, mapping: mappings?.[input] ?? mapping };
  };
  const assign = (): void => {
    setPlayers((before) => {
      // A joined table plays where a person says so, and goes on while it is there.
      const playable = list().filter(
        ({ id, joined }) => !joined || Object.values(before).includes(id),
      );
      return assignPlayers(recipe().inputs, playable, before);
    });
  };
  const append = (made: readonly OpenTable[]): void => {
    const [first] = made;
    batch(() => {
      setList((before) => [...linkedAgain(before, made), ...made]);
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
    unfolded: unfold,
    inputOf,
    roles: (id) => recipe().inputs[playing(id) ?? ''] ?? {},
    shown: () => list().find(({ id }) => id === shownId()) ?? list()[0] ?? null,
    show,
    inputs: createMemo(() => {
      const made = unfold();
      if (!made.ok) return null;
      const ready = (table: OpenTable | undefined): LoadedInput | null =>
        table?.loadedAs && sameRequest(table.loadedAs, wanted(table)) ? table.loaded : null;
      const joined = Object.values(players()).map(find);
      if (joined.some((table) => table?.joined && (table.lacks || !ready(table)))) return null;
      const all = Object.keys(made.value.recipe.inputs).map((input) => {
        const loaded = ready(find(made.value.players[input] ?? ''));
        return loaded && loaded.name !== input ? { ...loaded, name: input } : loaded;
      });
      const played = all.flatMap((loaded) => loaded ?? []);
      return played.length === all.length ? played : null;
    }),
    holds: (loaded) => list().some((table) => table.loaded === loaded && table.loadedAs !== null),
    wanted,
    sidesNow,
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
    addJoined: (table) => {
      const { left, right } = table.joined;
      const source = { files: [], reading: {} };
      const loadedAs = {
        ...source,
        types: null,
        mapping: {},
        sides: [left.relation, right.relation],
      };
      const id = nextId();
      append([{ ...source, ...table, id, loadedAs, lacks: null, failed: null }]);
      return id;
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
    canonical([a.reading, a.types, a.mapping, a.sides]) ===
      canonical([b.reading, b.types, b.mapping, b.sides])
  );
}

/** The same, whatever types the values are given. */
export function sameSource(a: TableRequest, b: TableRequest): boolean {
  return a.files === b.files && canonical([a.reading, a.sides]) === canonical([b.reading, b.sides]);
}
