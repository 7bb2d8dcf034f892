import { ident, sql, text } from '../sql/sql.ts';
import type { AddressLookup, Check, Compiled, Preparation } from '../steps/kind.ts';
import {
  lookUpAddresses,
  lookupText,
  NO_FINDINGS,
  type LookupFindings,
} from './addresses/look-up.ts';
import { drop, partName } from './names.ts';
import type { Cancellable, Database } from './ports.ts';
import { StepError } from './step-error.ts';

/** A relation that was made and must be taken away again when what follows fails. */
export interface Created {
  readonly kind: 'table' | 'view' | 'scratch';
  readonly name: string;
}

/** Makes the relation of a step and its parts; each is added to `created` before it is made. Throws StepError where a check stops it. */
export async function create(
  compiled: Compiled,
  relation: string,
  database: Database,
  created: Created[],
  options: Cancellable & {
    readonly onProgress: (phase: string, done: number, total: number) => void;
  },
): Promise<LookupFindings> {
  const scratch = (compiled.scratch ?? []).map((part) => partName(relation, part));
  for (const part of compiled.parts ?? [])
    created.push({ kind: 'table', name: partName(relation, part) });
  for (const name of scratch) created.push({ kind: 'scratch', name });
  let found = NO_FINDINGS;
  for (const work of compiled.before ?? []) {
    if (isLookup(work))
      found = await lookUpAddresses(work, partName(relation, work.into), database, options);
    else if (isCheck(work)) await pass(work, database, options);
    else await database.run(work, options);
  }
  created.push({ kind: compiled.kind, name: relation });
  await database.run(
    sql`CREATE ${compiled.kind === 'view' ? sql`VIEW` : sql`TABLE`} ${ident(relation)} AS\n${compiled.query}`,
    options,
  );
  for (const name of scratch) await database.run(drop('scratch', name), options);
  return found;
}

/** What a person reads of a step: its statements, each with a semicolon, and in comments what is done besides. */
export function statements(name: string, { kind, before = [], query }: Compiled): string {
  const last = sql`CREATE ${kind === 'view' ? sql`VIEW` : sql`TABLE`} ${ident(name)} AS\n${query}`;
  return [...before, last].map((work) => workText(name, work)).join('\n\n');
}

function workText(name: string, work: Preparation): string {
  if (isLookup(work)) return lookupText(work, partName(name, work.into));
  if (isCheck(work)) return `-- must give no row:\n${text(work.query)};`;
  return `${text(work)};`;
}

async function pass(check: Check, database: Database, options: Cancellable): Promise<void> {
  const [row] = (await database.rows(check.query, options)).rows;
  if (row)
    throw new StepError(check.message(row.map((cell) => (cell === null ? null : String(cell)))));
}

function isLookup(work: Preparation): work is AddressLookup {
  return 'kind' in work && work.kind === 'lookup';
}

function isCheck(work: Preparation): work is Check {
  return 'kind' in work && work.kind === 'check';
}
