import {
  type Cancellable,
  type Database,
  type LoadRequest,
  type Preview,
  ReadError,
  type Reject,
  REJECTS_KEPT,
  type SniffedTable,
} from '../engine/ports.ts';
import { ident, lit, sql } from '../sql/sql.ts';
import { buildTable } from './build-table.ts';
import { type PlannedColumn, ROW } from './column-plan.ts';
import { makeTypeInference } from './infer-types.ts';
import { type LoadContext, type PlannedFile, takeSlice } from './load-file.ts';
import type { Scanner, TableDescription } from './scanner.ts';
import { type Stage, stageColumn } from './stage.ts';

/** What a load does before anything is read, and a preview too. */
type Prepare = (
  request: LoadRequest,
  options: Cancellable,
) => Promise<{
  readonly plan: readonly PlannedColumn[];
  readonly files: readonly PlannedFile[];
  readonly warnings: readonly string[];
}>;

/** What a preview shares with the loads of its reader. */
export interface PreviewContext {
  readonly database: Database;
  readonly scanner: Scanner;
  readonly prepare: Prepare;
  readonly sniffed: (table: TableDescription) => SniffedTable;
}

const SLICE_BYTES = 1 << 18;
const ENOUGH_RECORDS = 1000;
const LINES_SHOWN = 100;
const ROWS_SHOWN = 100;
/** Types are seen in so many files at most; of all others only the columns are looked at. */
const MOST_FILES = 8;

/** Previews made so far: several may be on their way. */
let previews = 0;

/** Reads the beginnings of some files by the way of a load; see {@link Reader.preview}. */
export async function previewFiles(
  { database, scanner, prepare, sniffed }: PreviewContext,
  request: LoadRequest,
  { file: shown = 0, ...options }: Cancellable & { readonly file?: number } = {},
): Promise<Preview> {
  previews += 1;
  const made: string[] = [];
  const newTable = () => {
    const name = `spoor_preview_${String(previews)}_${String(made.length)}`;
    made.push(name);
    return name;
  };
  try {
    const { plan, files, warnings, missing } = await prepareWithout(prepare, request, options);
    const first = files[shown];
    if (!first) throw new RangeError(`There is no file ${String(shown)}.`);
    const undeclared = plan.flatMap(({ type }, i) => (type === null ? [stageColumn(i)] : []));
    const inference = makeTypeInference(database, undeclared);
    const onRead = () => undefined;
    const context = { database, scanner, plan, inference, newTable, onRead, options };
    const samples: Sample[] = [];
    const chosen = [first, ...files.filter((file) => file !== first)].slice(0, MOST_FILES);
    for (const file of chosen) samples.push(await stageBeginning(context, file));
    const stages = samples.flatMap((sample) => sample.stages);
    const table = newTable();
    const onStage = () => undefined;
    await buildTable(database, table, plan, inference.typeOf, stages, onStage, options);
    const { columns, rows } = await database.rows(
      sql`SELECT * EXCLUDE (${ident(ROW)}) FROM ${ident(table)} ORDER BY ${ident(ROW)} LIMIT ${lit(ROWS_SHOWN)}`,
      options,
    );
    const rejects = samples.flatMap((sample) => sample.rejects);
    const looked = sniffed(first.table);
    return {
      table: looked,
      lines: looked.dialect
        ? await scanner.lines(first.file, first.table, LINES_SHOWN, options)
        : null,
      columns: columns.map(({ name, type }, i) => ({
        name,
        type,
        source: plan[i]?.source ?? name,
        declared: Object.hasOwn(request.types, name),
      })),
      rows,
      records: samples.reduce((sum, sample) => sum + sample.records, 0),
      rejected: samples.reduce((sum, sample) => sum + sample.rejected, 0),
      rejects: rejects.slice(0, REJECTS_KEPT),
      whole: chosen.length === files.length && samples.every((sample) => sample.whole),
      missing,
      warnings: [...warnings, ...samples.flatMap((sample) => sample.warnings)],
    };
  } catch (thrown) {
    options.signal?.throwIfAborted();
    throw thrown;
  } finally {
    for (const table of made) await database.run(sql`DROP TABLE IF EXISTS ${ident(table)}`);
  }
}

/** Prepares without the roles that no column plays. */
async function prepareWithout(prepare: Prepare, request: LoadRequest, options: Cancellable) {
  try {
    return { ...(await prepare(request, options)), missing: [] };
  } catch (thrown) {
    if (!(thrown instanceof ReadError) || thrown.question?.kind !== 'columns') throw thrown;
    const { missing } = thrown.question;
    const types = Object.fromEntries(
      Object.entries(request.types).filter(([role]) => !missing.includes(role)),
    );
    return { ...(await prepare({ ...request, types }, options)), missing };
  }
}

/** What the beginning of one file became. */
interface Sample {
  readonly stages: readonly Stage[];
  readonly records: number;
  readonly rejected: number;
  readonly rejects: readonly Reject[];
  readonly whole: boolean;
  readonly warnings: readonly string[];
}

async function stageBeginning(context: LoadContext, planned: PlannedFile): Promise<Sample> {
  const { scanner, options } = context;
  const { file, table } = planned;
  const stages: Stage[] = [];
  const rejects: Reject[] = [];
  let records = 0;
  let leftOut = 0;
  let badValues = 0;
  for await (const part of scanner.scan(file, table, { ...options, sliceBytes: SLICE_BYTES })) {
    if (part.kind === 'end') {
      const rejected = part.rejected + badValues;
      const warnings = part.warnings.map((text) => `${file.name}: ${text}`);
      return { stages, records: part.records, rejected, rejects, whole: true, warnings };
    }
    const found = await takeSlice(context, planned, part, stages, 0, REJECTS_KEPT);
    records += part.records;
    leftOut += part.rejects.length;
    badValues += found.rejected;
    rejects.push(...found.rejects);
    if (records + leftOut >= ENOUGH_RECORDS) break;
  }
  const rejected = leftOut + badValues;
  return { stages, records: records + leftOut, rejected, rejects, whole: false, warnings: [] };
}
