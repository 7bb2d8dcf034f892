import type { FileColumns } from '../engine/column-differences.ts';
import {
  type Cancellable,
  type Database,
  type LoadRequest,
  ReadError,
  type SniffedTable,
  type SourceFile,
} from '../engine/ports.ts';
import { chosenColumns } from './chosen-columns.ts';
import { fileColumnNames } from './column-names.ts';
import {
  appendedColumns,
  type PlannedColumn,
  planColumns,
  sourcePositions,
  withKnownTypes,
} from './column-plan.ts';
import type { PlannedFile } from './load-file.ts';
import type { TableDescription } from './scanner.ts';
import { isoNotes, mixesOffsets } from './times/iso-kinds.ts';
import { withKnownTimes } from './times/settle.ts';
import { longTable } from './unpivot/long-table.ts';
import { type RowFilter, rowFilter, withRangeColumn } from './wanted-rows.ts';

/** What a load knows before it reads. */
export interface Prepared {
  readonly plan: readonly PlannedColumn[];
  readonly files: readonly PlannedFile[];
  readonly filter: RowFilter | null;
  readonly warnings: readonly string[];
}

/**
 * Looks at all files and fits them together, before anything is loaded: long where they are wide, narrowed to the columns
 * that are wanted, appended, typed. Throws ReadErrors, with questions where a person can decide.
 * @param look  describes the tables of a file.
 */
export async function prepareLoad(
  database: Database,
  look: (file: SourceFile, options: Cancellable) => Promise<readonly TableDescription[]>,
  request: LoadRequest,
  options: Cancellable,
): Promise<Prepared> {
  const { reading = {} } = request;
  const warnings: string[] = [];
  const looked: { source: SourceFile; table: TableDescription; columns: readonly string[] }[] = [];
  for (const source of request.files) {
    const table = onlyTable(source, await look(source, options));
    const { columns: described, warnings: found } = sniffed(table);
    warnings.push(...found.map((warning) => `${source.name}: ${warning}`));
    const columns = described.map(({ name }) => name);
    looked.push({
      source,
      ...(reading.unpivot
        ? longTable(table, columns, reading.unpivot, source.name)
        : { table, columns }),
    });
  }
  const first = looked[0]?.source.name;
  if (first === undefined) throw new ReadError('empty', 'No file was given.', '');
  const chosen = chosenColumns(request, looked, first);
  const appended = appendedColumns(chosen.map(fileColumns), reading.differing);
  const { columns: planned, warnings: renamed } = planColumns(request, appended, first);
  const files = chosen.map(({ source, table, columns, places }): PlannedFile => ({
    file: source,
    table,
    positions: sourcePositions(planned, columns).map((at) =>
      at === null ? null : (places[at] ?? at),
    ),
  }));
  const filter = await rowFilter(database, reading, first, options);
  const found = withKnownTypes(
    planned,
    files.map(({ table, positions }) => ({
      types: table.columns.map(({ type }) => type),
      positions,
    })),
  );
  const known = withTextTimes(found, planned, files);
  const needed = withoutNeedlessTimes(withRangeColumn(known.plan, filter, first), files);
  return {
    plan: withKnownTimes(needed.plan, first),
    files,
    filter,
    warnings: [...warnings, ...renamed, ...known.warnings, ...needed.warnings],
  };
}

function fileColumns({
  source,
  table,
  columns,
  places,
}: ReturnType<
  typeof chosenColumns<{
    source: SourceFile;
    table: TableDescription;
    columns: readonly string[];
  }>
>[number]): FileColumns {
  return {
    file: source.name,
    columns: columns.map((name, i) => ({
      name,
      type: table.columns[places[i] ?? i]?.type ?? null,
    })),
  };
}

/** A described table as it is told: with distinct names. */
export function sniffed(table: TableDescription): SniffedTable {
  const { names, warnings } = fileColumnNames(
    // A name cannot hold NUL in SQL.
    table.columns.map(({ name }) => name.replaceAll('\0', '␀')),
  );
  return {
    name: table.name,
    format: table.format,
    containers: table.containers,
    columns: names.map((name, i) => ({ name, type: table.columns[i]?.type ?? null })),
    dialect: table.layout?.dialect ?? null,
    warnings: [...warnings, ...table.warnings],
  };
}

/**
 * The plan with what the texts of all files together say, where a format looked at them and nobody said what they are.
 * @param declared  the plan before the types that the files know.
 */
function withTextTimes(
  plan: readonly PlannedColumn[],
  declared: readonly PlannedColumn[],
  files: readonly PlannedFile[],
): { plan: readonly PlannedColumn[]; warnings: readonly string[] } {
  const kinds = plan.map(({ type }, i) => {
    if (declared[i]?.type !== null || type === null) return 0;
    const own = files.flatMap(({ table, positions }) => table.columns[positions[i] ?? -1] ?? []);
    return own.reduce((all, { isoKinds = 0 }) => all | isoKinds, 0);
  });
  return {
    plan: plan.map((column, i) =>
      mixesOffsets(kinds[i] ?? 0) ? { ...column, type: 'text' } : column,
    ),
    warnings: plan.flatMap(({ source }, i) => isoNotes(source, kinds[i] ?? 0)),
  };
}

/** The plan without what a person said of times that the files' format holds as times, in UTC. */
function withoutNeedlessTimes(
  plan: readonly PlannedColumn[],
  files: readonly PlannedFile[],
): { plan: readonly PlannedColumn[]; warnings: readonly string[] } {
  const warnings: string[] = [];
  const needed = plan.map((column, i) => {
    const isTime = files.every(({ table, positions }) => {
      const { type, isoKinds } = table.columns[positions[i] ?? -1] ?? {};
      return type === 'timestamp' && isoKinds === undefined;
    });
    if (!column.time || !isTime) return column;
    warnings.push(
      `The column "${column.source}" holds times, not text: how they are written was not needed.`,
    );
    return { ...column, time: undefined };
  });
  return { plan: needed, warnings };
}

/** Throws ReadError `missing-table` when it was not said which of several is meant. */
function onlyTable(file: SourceFile, tables: readonly TableDescription[]): TableDescription {
  const [table, ...others] = tables;
  if (table && others.length === 0) return table;
  const names = tables.map(({ name }) => name);
  const message = `This file holds several tables: ${names.join(', ')}. Say which, as in ${file.name}#${names[0] ?? ''}.`;
  throw new ReadError('missing-table', message, file.name, null, { kind: 'table', tables: names });
}
