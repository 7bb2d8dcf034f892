import {
  columnDifferences,
  commonOf,
  unionOf,
  type FileColumns,
} from '../engine/column-differences.ts';
import { ReadError, type Reader, type SniffedTable, type SourceFile } from '../engine/ports.ts';
import type { TableReading } from '../engine/reading.ts';
import { canonical } from '../recipe/fingerprint.ts';
import { failureOf, type Failure } from './failure.ts';
import type { Differing, Questions } from './questions.ts';
import { sourceName, tableName } from './table-name.ts';
import type { NewTable, OpenTable } from './tables.ts';

/** What becomes of files that were given. */
export interface Arranged {
  readonly tables: readonly NewTable[];
  /** Open tables with further files. */
  readonly appended: readonly (NewTable & { readonly id: string })[];
  /** Why a file could not be opened at all. */
  readonly failures: readonly Failure[];
}

interface Found {
  readonly file: SourceFile;
  readonly columns: SniffedTable['columns'];
}

/** Of all columns of two tables, the share that both have, from which on one may be meant to go on the other. */
const ALIKE = 0.5;

/**
 * Finds out what files hold and lets the person decide what is not plain: which tables of a database, what becomes of
 * files whose columns differ, whether further files are appended to an open table. Nothing is loaded here.
 */
export async function arrangeFiles(
  files: readonly SourceFile[],
  open: readonly OpenTable[],
  reader: Reader,
  questions: Questions,
  signal: AbortSignal,
  onLook: (file: SourceFile) => void = () => undefined,
): Promise<Arranged> {
  const failures: Failure[] = [];
  const single: Found[] = [];
  const chosen: NewTable[] = [];
  for (const file of files) {
    onLook(file);
    try {
      const { tables } = await reader.sniff(file, { signal });
      const [first, ...others] = tables;
      if (first && others.length === 0) single.push({ file, columns: first.columns });
      else chosen.push(...(await chooseTables(file, tables, questions, signal)));
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ReadError)) throw error;
      failures.push(failureOf(error));
    }
  }
  const made = [...(await joinFiles(single, questions, signal)), ...chosen];
  const tables: NewTable[] = [];
  const appended = new Map<string, NewTable & { id: string }>();
  for (const table of made) {
    const now = open.map((one) => ({ ...one, ...appended.get(one.id) }));
    const to = await appendTo(table, now, reader, questions, signal);
    if (to === 'new') tables.push(table);
    else if (to) appended.set(to.id, to);
  }
  return { tables, appended: [...appended.values()], failures };
}

async function chooseTables(
  file: SourceFile,
  tables: readonly SniffedTable[],
  questions: Questions,
  signal: AbortSignal,
): Promise<NewTable[]> {
  const names = await questions.ask<readonly string[]>(
    (answer) => ({ kind: 'table', file: file.name, tables, answer }),
    signal,
  );
  return tables
    .filter(({ name }) => names?.includes(name))
    .map(({ name, columns }) => tableOf([{ file: { ...file, table: name }, columns }]));
}

/** Files with the same columns are one table; of others the person says what they are. */
async function joinFiles(
  files: readonly Found[],
  questions: Questions,
  signal: AbortSignal,
): Promise<NewTable[]> {
  const groups = new Map<string, Found[]>();
  for (const found of files) {
    const key = columnsKey(found.columns);
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  const alike = [...groups.values()];
  if (alike.length < 2) return alike.map((group) => tableOf(group));
  const differing = await askDifference(files.map(asFileColumns), null, questions, signal);
  if (differing === null) return [];
  return differing === 'separate'
    ? alike.map((group) => tableOf(group))
    : [tableOf(files, differing)];
}

/** Where a new table goes: on an open one, beside them, or nowhere. */
async function appendTo(
  table: NewTable,
  open: readonly (NewTable & { readonly id: string })[],
  reader: Reader,
  questions: Questions,
  signal: AbortSignal,
): Promise<(NewTable & { id: string }) | 'new' | null> {
  const names = table.files.map(sourceName);
  const same = open.filter(({ columns }) => columnsKey(columns) === columnsKey(table.columns));
  if (same.length > 0) {
    const tables = same.map(({ id, name }) => ({ id, name }));
    const choice = await questions.ask<string>(
      (answer) => ({ kind: 'append', files: names, tables, answer }),
      signal,
    );
    const to = same.find(({ id }) => id === choice);
    if (to)
      return {
        ...to,
        files: [...to.files, ...table.files],
        reading: { ...table.reading, ...to.reading },
      };
    return choice === null ? null : 'new';
  }
  const [nearest] = open
    .map((to) => ({ to, likeness: likeness(to, table) }))
    .filter((one) => one.likeness >= ALIKE)
    .toSorted((a, b) => b.likeness - a.likeness);
  if (!nearest) return 'new';
  const { to } = nearest;
  const all = [
    ...(await look(to.files, reader, signal)),
    ...(await look(table.files, reader, signal)),
  ];
  const differing = await askDifference(all.map(asFileColumns), to.name, questions, signal);
  if (differing === null) return null;
  if (differing === 'separate') return 'new';
  return {
    ...to,
    ...tableOf(all, differing),
    name: to.name,
    reading: { ...to.reading, differing },
  };
}

/** The columns of the table that files become. */
export async function columnsOfFiles(
  files: readonly SourceFile[],
  differing: TableReading['differing'],
  reader: Reader,
  signal: AbortSignal,
): Promise<SniffedTable['columns']> {
  return columnsOf((await look(files, reader, signal)).map(asFileColumns), differing ?? 'union');
}

/** Files of one table each with their columns. */
async function look(
  files: readonly SourceFile[],
  reader: Reader,
  signal: AbortSignal,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const file of files) {
    const { tables } = await reader.sniff(file, { signal });
    found.push({ file, columns: tables[0]?.columns ?? [] });
  }
  return found;
}

function askDifference(
  files: readonly FileColumns[],
  to: string | null,
  questions: Questions,
  signal: AbortSignal,
): Promise<Differing | null> {
  return questions.ask<Differing>(
    (answer) => ({
      kind: 'difference',
      files: files.map(({ file }) => file),
      differences: columnDifferences(files),
      common: commonOf(files).length,
      to,
      answer,
    }),
    signal,
  );
}

function tableOf(found: readonly Found[], differing?: 'union' | 'common'): NewTable {
  const files = found.map(({ file }) => file);
  return {
    name: tableName(files),
    files,
    columns: columnsOf(found.map(asFileColumns), differing ?? 'union'),
    reading: differing ? { differing } : {},
  };
}

function asFileColumns({ file, columns }: Found): FileColumns {
  return { file: sourceName(file), columns };
}

function columnsOf(
  files: readonly FileColumns[],
  differing: 'union' | 'common',
): SniffedTable['columns'] {
  const types = new Map(
    files.flatMap(({ columns }) => columns.map(({ name, type }) => [name, type] as const)),
  );
  const names = differing === 'union' ? unionOf(files) : commonOf(files);
  return names.map((name) => ({ name, type: types.get(name) ?? null }));
}

function columnsKey(columns: SniffedTable['columns']): string {
  return canonical(columns.map(({ name }) => name).toSorted());
}

/** Share of all columns of two tables that both have. */
function likeness(a: Pick<NewTable, 'columns'>, b: Pick<NewTable, 'columns'>): number {
  const files = [a, b].map(({ columns }) => ({ file: '', columns }));
  return commonOf(files).length / Math.max(1, unionOf(files).length);
}
