import { namesakes } from '../recipe/plan.ts';
import { ident, lit, scratch, sql, type Sql } from '../sql/sql.ts';
import type { Compiled, Facts, Names } from '../steps/kind.ts';
import { joinTables as kind } from '../steps/join.ts';
import type { JoinSpec } from '../steps/join-shape.ts';
import type { Outcome, Problem } from '../steps/problem.ts';
import { bind, type BoundStep } from '../steps/bind.ts';
import { counted } from './counted.ts';
import { create, statements, type Created } from './create-relation.ts';
import { NO_VERDICTS } from './judgement.ts';
import { drop, partName } from './names.ts';
import type { Cancellable, Database } from './ports.ts';
import { StepError } from './step-error.ts';
import type { Schema } from './table.ts';

/** A table to join: what a person calls it, and its relation in the engine. */
export interface JoinSide {
  readonly name: string;
  readonly relation: string;
  readonly schema: Schema;
}

/** A joined table. `rows` is that of the left table, less those that were dropped for want of a match. */
export interface Joined {
  readonly relation: string;
  readonly schema: Schema;
  readonly rows: number;
  readonly facts: Facts;
  readonly warnings: readonly string[];
  /** What was run, with the names that a person knows. */
  readonly sql: string;
}

/** How much of a table would match; of its first rows only where `rows < of`. */
export interface MatchCount {
  readonly rows: number;
  readonly of: number;
  readonly matched: number;
  readonly facts: Facts;
  readonly warnings: readonly string[];
}

export interface JoinOptions extends Cancellable {
  /** `phase` is `ranges` or `addresses`; `done` of `total` of them have been read. */
  readonly onProgress?: ((phase: string, done: number, total: number) => void) | undefined;
}

/** Rows of the left table that are tried for a {@link MatchCount}. */
const TRIED_ROWS = 100_000;

/** What is wrong with a join, as a recipe would say it; pointers begin below the step. */
export function joinProblems(left: JoinSide, right: JoinSide, spec: JoinSpec): readonly Problem[] {
  const bound = bindJoin(left, right, spec);
  return bound.ok ? bound.value.problems : bound.problems;
}

/**
 * Makes the table `relation`: every row of `left` in its order, `_row` included, with columns of the row of `right` that belongs
 * to it. It stands alone: either table may go. Throws {@link StepError} for what {@link joinProblems} finds and for a key that
 * would give a row two values; a failure or cancel leaves nothing behind.
 */
export async function joinTables(
  database: Database,
  left: JoinSide,
  right: JoinSide,
  spec: JoinSpec,
  relation: string,
  options: JoinOptions = {},
): Promise<Joined> {
  const made = await make(database, left, right, spec, relation, 'table', options);
  await made.dropParts();
  const { schema, rows, facts, warnings, text } = made;
  return { relation, schema, rows, facts, warnings, sql: text };
}

/** Tries a join on the first rows of the left table and leaves nothing behind. Throws as {@link joinTables} does. */
export async function countMatches(
  database: Database,
  left: JoinSide,
  right: JoinSide,
  spec: JoinSpec,
  options: JoinOptions = {},
): Promise<MatchCount> {
  tries += 1;
  const relation = `join that is tried ${String(tries)}`;
  const first = partName(relation, 'first rows');
  try {
    await database.run(
      sql`CREATE VIEW ${ident(first)} AS SELECT * FROM ${ident(left.relation)} LIMIT ${lit(TRIED_ROWS)}`,
      options,
    );
    const tried = { ...left, relation: first };
    const made = await make(database, tried, right, spec, relation, 'view', options);
    await database.run(drop('view', relation));
    await made.dropParts();
    const { facts, warnings } = made;
    const all = await database.rows(
      sql`SELECT count(*)::DOUBLE FROM ${ident(left.relation)}`,
      options,
    );
    return {
      rows: facts['rowsIn'] ?? 0,
      of: Number(all.rows[0]?.[0] ?? 0),
      matched: facts['matched'] ?? 0,
      facts,
      warnings,
    };
  } finally {
    await database.run(drop('view', first));
  }
}

let tries = 0;

const { parse } = bind(kind);
/** What a person calls the result, in SQL and warnings. */
const RESULT = 'joined';

interface BoundJoin {
  readonly step: BoundStep;
  readonly schema: Schema;
  readonly problems: readonly Problem[];
  names(left: string, right: string, out: string): Names;
  /** With the names that a person knows. */
  readonly shown: Names;
}

function bindJoin(left: JoinSide, right: JoinSide, spec: JoinSpec): Outcome<BoundJoin> {
  // Tables may have the same name; in the step they need two.
  const other = right.name === left.name ? `${right.name} (2)` : right.name;
  const bound = parse({ op: 'join', as: RESULT, from: left.name, with: other, ...spec }, '');
  if (!bound.ok) return bound;
  const names: BoundJoin['names'] = (first, second, out) => {
    const relation = (name: string): Sql => ident(name === left.name ? first : second);
    return {
      at: '',
      schema: (name) => (name === left.name ? left : right).schema,
      input: () => [],
      relation,
      inputRelation: relation,
      out: ident(out),
      part: (suffix) => ident(partName(out, suffix)),
      scratch: (suffix) => scratch(partName(out, suffix)),
      verdicts: NO_VERDICTS,
    };
  };
  const shown: Names = {
    ...names(left.name, other, RESULT),
    scratch: (suffix) => ident(partName(RESULT, suffix)),
  };
  const { schema, problems } = bound.value.check(shown);
  return {
    ok: true,
    value: {
      step: bound.value,
      schema,
      problems: [...problems, ...namesakes(bound.value.step.as, '', schema)],
      names,
      shown,
    },
  };
}

/** Makes the relation and counts; the parts stay for whoever reads it. */
async function make(
  database: Database,
  left: JoinSide,
  right: JoinSide,
  spec: JoinSpec,
  relation: string,
  as: Compiled['kind'],
  { signal, onProgress = () => undefined }: JoinOptions,
) {
  const bound = bindJoin(left, right, spec);
  const problems = bound.ok ? bound.value.problems : bound.problems;
  if (!bound.ok || problems.length > 0)
    throw new StepError(problems.map(({ message }) => message).join('; '));
  const { step, schema, names, shown } = bound.value;
  const physical = names(left.relation, right.relation, relation);
  const [compiled, readable] = [step.compile(physical), step.compile(shown)];
  if (compiled.kind === 'matrix' || readable.kind === 'matrix')
    throw new TypeError('A join is SQL.');
  const created: Created[] = [];
  try {
    const doing = { signal, onProgress };
    const found = await create({ ...compiled, kind: as }, relation, database, created, doing);
    const { rows, facts } = await counted(database, relation, step.facts(physical), { signal });
    signal?.throwIfAborted();
    const all = { ...facts, ...found.facts };
    return {
      schema,
      rows,
      facts: all,
      warnings: step.warnings(all, found.examples),
      text: statements(RESULT, { ...readable, kind: as }),
      dropParts: async () => {
        for (const part of compiled.parts ?? [])
          await database.run(drop('table', partName(relation, part)));
      },
    };
  } catch (error) {
    for (const { kind: what, name } of created.reverse()) await database.run(drop(what, name));
    throw error;
  }
}
