import type { Player, RowSource } from '../recipe/joins/row-source.ts';
import { unfoldJoins, type Unfolded } from '../recipe/joins/unfold.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Outcome, Problem } from '../steps/problem.ts';
import { wayBack } from './linked-again.ts';
import type { JoinedSide, OpenTable } from './open-table.ts';

type Find = (id: string) => OpenTable | undefined;

/** Where a table's rows come from, down to files; a problem where a table that it was joined from is open no more. */
export function rowSource(table: OpenTable, find: Find): Outcome<RowSource> {
  const { id, name, joined } = table;
  if (!joined) return { ok: true, value: { kind: 'files', id, name, types: {} } };
  const [left, right] = [joined.left, joined.right].map((side) => sideSource(side, table, find));
  const problems = [left, right].flatMap((side): readonly Problem[] =>
    side?.ok === false ? side.problems : [],
  );
  if (!left?.ok || !right?.ok) return { ok: false, problems };
  const { spec } = joined;
  return { ok: true, value: { kind: 'join', left: left.value, right: right.value, spec } };
}

function sideSource(side: JoinedSide, of: OpenTable, find: Find): Outcome<RowSource> {
  const table = find(side.id);
  if (!table) {
    const message = `${of.name} was joined from ${side.name}, which is closed: ${wayBack(side)}, or let another table play the input.`;
    return { ok: false, problems: [{ pointer: '', message }] };
  }
  if (table.joined) return rowSource(table, find);
  // As they were when they were joined: what a person calls a table now is no part of what is run.
  const { id, name, types } = side;
  return { ok: true, value: { kind: 'files', id, name, types } };
}

/** The recipe to run on the tables that play its inputs. Where a joined table cannot play, why. */
export function unfolded(
  recipe: Recipe,
  players: Readonly<Record<string, string>>,
  find: Find,
): Outcome<Unfolded> {
  const problems: Problem[] = [];
  const playing: Record<string, Player> = {};
  for (const [input, id] of Object.entries(players)) {
    const table = find(id);
    const source = table && rowSource(table, find);
    if (source?.ok) playing[input] = { source: source.value, mapping: table?.mapping ?? {} };
    else if (source) problems.push(...source.problems);
  }
  return problems.length > 0 ? { ok: false, problems } : unfoldJoins(recipe, playing);
}
