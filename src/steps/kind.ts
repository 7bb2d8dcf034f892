import type { GenericSchema } from 'valibot';
import type { Schema } from '../sql/schema.ts';
import type { Sql } from '../sql/sql.ts';
import type { Problem } from './problem.ts';

/** The places of the page where a step's output is shown. */
export type Station = 'data' | 'sessions' | 'features' | 'clusters' | 'reputation' | 'export';

/** What every step of a recipe has. */
export interface StepBase {
  readonly op: string;
  readonly as: string;
  /** Columns of the exported table, or false for a table that is not exported. Default: all. */
  readonly export?: readonly string[] | false | undefined;
}

/** The names that a step can see: the schemas of inputs and of steps before it. */
export interface Scope {
  /** JSON pointer of the step, for problems. */
  readonly at: string;
  schema(relation: string): Schema;
  input(name: string): Schema;
}

export interface Checked {
  readonly schema: Schema;
  readonly problems: readonly Problem[];
}

/** What a person decided of the clusters; `suspects` overrides the default rule per cluster. */
export interface Verdicts {
  readonly noiseSuspect: boolean;
  readonly suspects: Readonly<Record<number, boolean>>;
}

/** How names become SQL: physical ones when a step runs, the recipe's own when a person reads. */
export interface Names extends Scope {
  relation(name: string): Sql;
  /** The table that an input was read into. */
  inputRelation(name: string): Sql;
  /** The relation that this step makes. */
  readonly out: Sql;
  /** A table that belongs to this step. */
  part(suffix: string): Sql;
  /** A table that this step drops again: not compressed, and so made more quickly. */
  scratch(suffix: string): Sql;
  readonly verdicts: Verdicts;
}

/** Stops a step where the query gives a row; the message is made of the first one, its values as text. */
export interface Check {
  readonly kind: 'check';
  readonly query: Sql;
  message(row: readonly (string | null)[]): string;
}

/** Which range each address lies in: the narrowest that holds it, of equal ones the first. */
export interface AddressLookup {
  readonly kind: 'lookup';
  /** One column: text, or whole numbers that are IPv4 addresses. */
  readonly addresses: Sql;
  /** One column of CIDR blocks, of ranges `a-b` or of single addresses; or two: first and last address. */
  readonly ranges: Sql;
  /** The part that is made: `place`, for each address in its order the 0-based row of its range, null for none, −1 where it is no address. */
  readonly into: string;
}

/** What a step does before its relation is made. */
export type Preparation = Sql | Check | AddressLookup;

/** What DuckDB is to do. `parts` live as long as the relation; `scratch` is dropped when the step is done. */
export interface Compiled {
  readonly kind: 'table' | 'view';
  /** The query that a person reads and whose result the step is. */
  readonly query: Sql;
  /** Statements before `CREATE kind out AS query`. */
  readonly before?: readonly Preparation[] | undefined;
  readonly parts?: readonly string[] | undefined;
  /** Text columns of a table that are not packed while it is small: packing nearly distinct texts takes longer than making them. */
  readonly loose?: readonly string[] | undefined;
  readonly scratch?: readonly string[] | undefined;
}

/** What can be computed of a matrix, and the parameters of each; they mean what `src/cluster/<method>/contract.ts` says. */
export interface MatrixMethods {
  readonly dbscan: { readonly eps: number; readonly minPts: number };
  readonly kmeans: {
    readonly k: number;
    readonly seed: number;
    readonly nInit?: number | undefined;
    readonly maxIter?: number | undefined;
  };
  readonly hdbscan: {
    readonly minClusterSize: number;
    readonly minSamples?: number | undefined;
    readonly selection: 'eom' | 'leaf';
  };
  readonly pca: { readonly components: number };
}

/** One of the methods with its parameters. */
export type MatrixMethod<M extends keyof MatrixMethods = keyof MatrixMethods> = {
  [N in M]: { readonly name: N; readonly params: MatrixMethods[N] };
}[M];

/** Work on a matrix instead of SQL. The query gives the id first, then the features, ordered by id. */
export interface MatrixTask {
  readonly kind: 'matrix';
  readonly query: Sql;
  readonly id: string;
  readonly method: MatrixMethod;
  /** What is done with the rows of the query, for a person who reads it. */
  readonly note: string;
}

/** Named numbers about a result. */
export type Facts = Readonly<Record<string, number>>;
/** Fact → a few of the values that it counts. */
export type Examples = Readonly<Record<string, readonly string[]>>;

/** One kind of step: the only place that knows what its `op` means. */
export interface StepKind<S extends StepBase = StepBase> {
  readonly op: S['op'];
  readonly station: Station;
  readonly shape: GenericSchema<unknown, S>;
  /** Relations that the step reads. */
  sources(step: S): readonly string[];
  /** Inputs that it reads itself. */
  inputs?(step: S): readonly string[];
  /** Which columns it needs and which it gives. */
  check(step: S, scope: Scope): Checked;
  /** The sentence that the page shows. */
  describe(step: S): string;
  compile(step: S, names: Names): Compiled | MatrixTask;
  /** Name of the method, where a kind of step has several: DBSCAN. */
  method?(step: S): string;
  /** What tells the step from others, where not all of its JSON counts: the JSON without the rest. */
  relevant?(step: S): Readonly<Record<string, unknown>>;
  /** A query of one row: named numbers about the result. A method of a {@link MatrixTask} adds its own. */
  facts?(step: S, names: Names): Sql;
  /** Warnings in the user's words that follow from the facts; `examples` are values that stand for some of them. */
  warnings?(step: S, facts: Facts, examples: Examples): readonly string[];
  readonly usesVerdicts?: boolean;
  /** Rows are (key, across, n); shown and exported with a column per value of `across`. */
  readonly long?: boolean;
}
