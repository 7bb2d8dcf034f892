import { ident, join, sql, type Sql, text, typeOfEngine } from '../sql/sql.ts';
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

/** Above it the memory counts for more than the time. */
const MOST_LOOSE_ROWS = 5e6;

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
    /** Rows of the largest relation that it is made of; absent: not known. */
    readonly sourceRows?: number;
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
  if (compiled.loose?.length && (options.sourceRows ?? Infinity) <= MOST_LOOSE_ROWS)
    await createLoosely(relation, compiled.query, compiled.loose, database, options);
  else
    await database.run(
      sql`CREATE ${compiled.kind === 'view' ? sql`VIEW` : sql`TABLE`} ${ident(relation)} AS\n${compiled.query}`,
      options,
    );
  for (const name of scratch) await database.run(drop('scratch', name), options);
  return found;
}

/** The table of a query, some of its columns not packed. */
async function createLoosely(
  relation: string,
  query: Sql,
  loose: readonly string[],
  database: Database,
  options: Cancellable,
): Promise<void> {
  const { rows } = await database.rows(sql`DESCRIBE ${query}`, options);
  const columns = rows.map(([name, type]) => {
    const packing = loose.includes(String(name)) ? sql` USING COMPRESSION uncompressed` : sql``;
    return sql`${ident(String(name))} ${typeOfEngine(String(type))}${packing}`;
  });
  await database.run(sql`CREATE TABLE ${ident(relation)} (${join(columns)})`, options);
  await database.run(sql`INSERT INTO ${ident(relation)}\n${query}`, options);
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
