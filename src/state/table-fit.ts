import type { SniffedTable } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';

type Types = Readonly<Record<string, ColumnType>>;

/** What of a table tells whether it can play an input. */
export interface Player {
  readonly id: string;
  readonly columns: SniffedTable['columns'];
  /** role → column of the file */
  readonly mapping: Readonly<Record<string, string>>;
}

/** Roles of an input that no column of the table plays. */
export function missingRoles(types: Types, { columns, mapping }: Omit<Player, 'id'>): string[] {
  const names = new Set(columns.map(({ name }) => name));
  return Object.keys(types).filter(
    (role) => !names.has(Object.hasOwn(mapping, role) ? (mapping[role] ?? role) : role),
  );
}

/** Whether so few roles are missing that it is worth asking for them at once. */
export function nearlyFits(types: Types, missing: readonly string[]): boolean {
  return missing.length * 2 <= Object.keys(types).length;
}

/**
 * Which table plays which input: those that play one go on while they fit or nothing fits better; else the table that lacks
 * the fewest roles, the first of equals. No table plays two inputs.
 */
export function assignPlayers(
  inputs: Readonly<Record<string, Types>>,
  tables: readonly Player[],
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const players = new Map<string, string>();
  for (const [input, types] of Object.entries(inputs)) {
    const others = new Set([
      ...players.values(),
      ...Object.keys(inputs).flatMap((other) =>
        other === input || before[other] === undefined ? [] : [before[other]],
      ),
    ]);
    const lacking = tables
      .filter(({ id }) => !others.has(id))
      .map((table) => ({ id: table.id, missing: missingRoles(types, table).length }))
      .toSorted((a, b) => a.missing - b.missing);
    const [best] = lacking;
    const current = lacking.find(({ id }) => id === before[input]);
    const chosen = current && (current.missing === 0 || best?.missing !== 0) ? current : best;
    if (chosen) players.set(input, chosen.id);
  }
  return Object.fromEntries(players);
}
