import { ident, scratch, sql } from '../../sql/sql.ts';
import type { PlannedColumn } from '../column-plan.ts';
import { ahead, type PlannedFile } from '../load-file.ts';
import type { Scanner } from '../scanner.ts';
import { lineBreaksOf } from '../slice-lines.ts';
import { stageSlice } from '../stage.ts';
import type { ProbedSlice, SettleContext } from './settle-context.ts';
import { settleTimes } from './settle.ts';

/** What it takes to read the files for some columns only. */
export interface ProbeContext extends SettleContext {
  readonly scanner: Scanner;
  /** Bytes of all files that were read so far. */
  readonly onRead: (bytes: number) => void;
}

/** Reads the files for some of their columns and settles how the times in these are written. Throws ReadError. */
export async function settleByProbe(
  context: ProbeContext,
  plan: readonly PlannedColumn[],
  files: readonly PlannedFile[],
  columns: readonly number[],
): Promise<{ plan: readonly PlannedColumn[]; warnings: readonly string[] }> {
  const { database } = context;
  const own = columns.flatMap((i) => plan[i] ?? []);
  const slices: ProbedSlice[] = [];
  let before = 0;
  for (const file of files) {
    const onRead = (bytes: number) => context.onRead(before + bytes);
    for await (const slice of probeFile({ ...context, onRead }, own, file, columns))
      slices.push(slice);
    before += file.file.blob.size;
  }
  const settled = await settleTimes(context, own, slices);
  for (const { table } of slices) await database.run(sql`DROP TABLE ${ident(table)}`);
  const byColumn = new Map(columns.map((i, at) => [i, settled.columns[at]]));
  return {
    plan: plan.map((column, i) => byColumn.get(i) ?? column),
    warnings: settled.warnings,
  };
}

async function* probeFile(
  { database, scanner, newTable, options, onRead }: ProbeContext,
  plan: readonly PlannedColumn[],
  { file, table: description, positions }: PlannedFile,
  columns: readonly number[],
): AsyncGenerator<ProbedSlice, void> {
  const source = {
    name: file.name,
    columns: description.columns,
    layout: description.layout,
    positions: columns.map((i) => positions[i] ?? null),
  };
  for await (const slice of ahead(scanner.scan(file, description, options))) {
    if (slice.kind === 'end') return;
    onRead(slice.readBytes);
    if (slice.records === 0) continue;
    const lineBreaks = lineBreaksOf(slice);
    const table = newTable();
    const types = await stageSlice(database, table, slice, source, plan, newTable, options);
    // The scratch database does not compress.
    await database.run(
      sql`CREATE TABLE ${ident(table)} AS SELECT * FROM ${scratch(table)}`,
      options,
    );
    await database.run(sql`DROP TABLE ${scratch(table)}`);
    yield { table, types, file: file.name, lineBreaks };
  }
}
