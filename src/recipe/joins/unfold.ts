import { didYouMean, pointer, type Outcome } from '../../steps/problem.ts';
import { parse } from '../parse.ts';
import type { Recipe } from '../recipe.ts';
import { createFileInputs } from './file-inputs.ts';
import { createFreeNames } from './free-names.ts';
import { joinOf, readsItself, type Role, type Step, type Work } from './join-rows.ts';
import { columnsOf, firstFiles, otherFiles, typeOf } from './row-source.ts';
import type { JoinedRows, Player } from './row-source.ts';

/** A recipe of which every input is played by files. */
export interface Unfolded {
  readonly recipe: Recipe;
  /** input → id of the table of files */
  readonly players: Readonly<Record<string, string>>;
  /** input → role → column of the file */
  readonly mappings: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Played<S> = Player & { readonly input: string; readonly source: S };

/**
 * The recipe in which joined tables are steps: an input that one plays is read from the files at the left end of its joins, each
 * other table becomes an input, and `join` steps make of them what the rest of the recipe works on. Where nothing is joined, the
 * recipe is the one given. What a join needs of a file is declared with its type, so that other files of the same kind can take
 * their place. Inputs that nothing plays stay as they are.
 */
export function unfoldJoins(
  recipe: Recipe,
  players: Readonly<Record<string, Player>>,
): Outcome<Unfolded> {
  const played = Object.keys(recipe.inputs).flatMap((input) => {
    const player = Object.hasOwn(players, input) ? players[input] : undefined;
    return player ? [{ ...player, input }] : [];
  });
  const joined = played.flatMap(({ source, ...one }) =>
    source.kind === 'join' ? [{ ...one, source }] : [],
  );
  if (joined.length === 0)
    return {
      ok: true,
      value: {
        recipe,
        players: Object.fromEntries(
          played.map(({ input, source }) => [input, firstFiles(source).id]),
        ),
        mappings: Object.fromEntries(played.map(({ input, mapping }) => [input, mapping])),
      },
    };
  const work: Work = {
    recipe,
    inputs: createFileInputs(),
    free: createFreeNames(recipe),
    steps: [],
    problems: [],
    relations: new Map(),
  };
  for (const { input, source, mapping } of played) {
    if (source.kind !== 'files') continue;
    work.inputs.open(source, input);
    for (const { name, type } of rolesOf(recipe, input))
      work.inputs.take(source, columnOf(mapping, name), type, name);
  }
  const joins = joined.map((one) => [one.input, finalJoin(one, work)] as const);
  return written(new Map(joins), joined, work);
}

/** The step, yet without a name, that gives what an input's steps work on. */
function finalJoin({ input, source, mapping }: Played<JoinedRows>, work: Work): Step {
  const roles = new Map<string, Role[]>();
  for (const role of rolesOf(work.recipe, input)) {
    const column = columnOf(mapping, role.name);
    if (typeOf(source, column) === undefined)
      work.problems.push({
        pointer: pointer('inputs', input, role.name),
        message: `no column "${column}" in the joined table${didYouMean(column, columnsOf(source))}`,
      });
    roles.set(column, [...(roles.get(column) ?? []), role]);
  }
  work.inputs.open(firstFiles(source), input);
  return joinOf(source, roles, input, work).step;
}

function written(
  joins: ReadonlyMap<string, Step>,
  joined: readonly Played<JoinedRows>[],
  { recipe, inputs, steps, problems }: Work,
): Outcome<Unfolded> {
  if (problems.length > 0) return { ok: false, problems };
  const named = ({ op, export: _, ...join }: Step, as: unknown, kept: unknown): Step => ({
    op,
    as,
    ...join,
    ...(kept === undefined ? {} : { export: kept }),
  });
  const own = recipe.steps.map((step): Step => {
    const join = step['op'] === 'source' ? joins.get(String(step['input'])) : undefined;
    return join ? named(join, step['as'], step['export']) : step;
  });
  const implicit = [...joins].flatMap(([input, join]) =>
    readsItself(recipe, input) ? [] : [named(join, input, false)],
  );
  const played = Object.fromEntries(inputs.all.map((one) => [one.input, one]));
  // A table that is joined to what plays another input already stays that.
  const kept = Object.keys(recipe.inputs).filter((input) => !joins.has(input) || played[input]);
  const others = new Set(joined.flatMap(({ source }) => otherFiles(source)).map((f) => f.name));
  const parsed = parse({
    ...recipe.json,
    title: `${recipe.title}, joined with ${[...others].join(' and ')}`,
    inputs: Object.fromEntries(
      [...new Set([...kept, ...Object.keys(played)])].map((input) => {
        const types = played[input]?.types;
        return [input, types ? Object.fromEntries(types) : recipe.inputs[input]];
      }),
    ),
    steps: [...steps, ...implicit, ...own],
  });
  if (!parsed.ok) return parsed;
  return {
    ok: true,
    value: {
      recipe: parsed.value,
      players: Object.fromEntries(inputs.all.map(({ input, id }) => [input, id])),
      mappings: Object.fromEntries(
        inputs.all.map(({ input, mapping }) => [input, Object.fromEntries(mapping)]),
      ),
    },
  };
}

function rolesOf(recipe: Recipe, input: string): readonly Role[] {
  return Object.entries(recipe.inputs[input] ?? {}).map(([name, type]) => ({ name, type }));
}

function columnOf(mapping: Player['mapping'], role: string): string {
  return Object.hasOwn(mapping, role) ? (mapping[role] ?? role) : role;
}
