import { type Cancellable, type Database, DatabaseError } from '../engine/ports.ts';
import type { ColumnType } from '../engine/table.ts';
import { ident, join, scratch, type Sql, sql } from '../sql/sql.ts';
import { rejectBadValues } from './bad-values.ts';
import { readChecked, typeName } from './casts.ts';
import { type PlannedColumn, ROW } from './column-plan.ts';
import type { AddedSlice, GrowingOptions, GrowingTable, SlicePlace } from './growing.ts';
import { makeTypeInference, readInferred } from './infer-types.ts';
import { looseTexts } from './loose-texts.ts';
import { UNEXPECTED } from './quick-casts.ts';
import {
  areKnown,
  type KnownColumns,
  numberedRows,
  planQuickRead,
  type QuickRead,
} from './quick-read.ts';
import type { TextSlice, TypedSlice } from './scanner.ts';
import {
  countRows,
  otherRecords,
  type SliceSource,
  stageColumn,
  type SliceUpload,
  stageSlice,
  uploadOf,
} from './stage.ts';
import { makeTableParts, WIDE_COLUMNS } from './table-parts.ts';
import { makeTimeTally } from './times/tally.ts';
import type { TimeWatch } from './times/watch.ts';
import { typeNotes } from './type-notes.ts';
import { wantedRows } from './wanted-rows.ts';

/** The engine plans each column of a statement slowly: wide tables take the way with the shorter statements. */
const QUICK_COLUMNS = 200;

/** Whether a value was not as expected: as `readQuickly` found, or the engine's reader (a day that does not exist). */
function isSurprise(thrown: unknown): boolean {
  if (!(thrown instanceof DatabaseError) || thrown.code !== 'failed') return false;
  return thrown.details.includes(UNEXPECTED) || thrown.details.includes('Conversion Error');
}

/** Types whose values do not tell how they were written; a whole number does. */
const LOSSY: ReadonlySet<ColumnType> = new Set(['number', 'timestamp', 'boolean']);

/** A file with bad values all over is not tried quickly for ever. */
const MOST_SURPRISES = 3;

/** By staged column, what the scanner saw of its values in a slice. */
function toldKinds({ kinds }: TextSlice, { positions }: SliceSource) {
  const byColumn = new Map(positions.map((at, i) => [stageColumn(i), at]));
  return (column: string): number | null => kinds?.[byColumn.get(column) ?? -1] ?? null;
}

/**
 * Makes a table of the planned columns with `_row` first, the type of an undeclared one being what its values so far allow.
 * @param newTable  makes the name of a further table; the caller drops what is left of them.
 * @param watch  looks at the slices that are not as expected.
 */
export async function makeGrowingTable(
  database: Database,
  table: string,
  plan: readonly PlannedColumn[],
  newTable: () => string,
  watch: TimeWatch,
  { filter = null, looseBytes = 0, ahead }: GrowingOptions = {},
): Promise<GrowingTable> {
  const inference = makeTypeInference(
    database,
    plan.flatMap(({ type }, i) => (type === null ? [stageColumn(i)] : [])),
  );
  const typeAt = (i: number): ColumnType => plan[i]?.type ?? inference.typeOf(stageColumn(i));
  const foundAt = (i: number, declared: ColumnType | null): number | null =>
    declared === null ? inference.kindsOf(stageColumn(i)) : null;
  const tally = makeTimeTally(database, plan, (i) => foundAt(i, plan[i]?.type ?? null));
  let stored = plan.map(({ type }) => type ?? 'text');
  let rows = 0;
  let outgrown = false;
  let surprises = 0;
  const mayBeQuick = filter === null && plan.length <= QUICK_COLUMNS;
  /** Slices that were told of and are not in the table yet. */
  const announced = new Set<TextSlice | TypedSlice>();
  /** Of all slices told of. */
  let textBytes = 0;
  /** Columns that are not packed, by the names they have in slices. */
  let loose: ReadonlySet<string> = new Set();
  /** What the columns of the table itself are; in a wide one they stay that until it is finished. */
  let own = stored;
  const isWide = plan.length > WIDE_COLUMNS;
  const parts = makeTableParts(
    database,
    table,
    plan.map(({ name }) => name),
    newTable,
  );

  const create = async (): Promise<void> => {
    own = stored;
    const columns = plan.map(({ name }, i) => {
      const packing = loose.has(stageColumn(i)) ? sql` USING COMPRESSION uncompressed` : sql``;
      return sql`${ident(name)} ${typeName(stored[i] ?? 'text')}${packing}`;
    });
    await database.run(sql`CREATE TABLE ${ident(table)} (${ident(ROW)} INTEGER, ${join(columns)})`);
  };

  function insert(values: readonly Sql[], relation: Sql, options: Cancellable): Promise<void> {
    if (isWide && rows > 0) {
      const named = values.map((value, i) => sql`${value} AS ${ident(plan[i]?.name ?? '')}`);
      return parts.add(numberedRows(named, rows, relation), stored, options);
    }
    const select = numberedRows(values, rows, relation);
    return database.run(sql`INSERT INTO ${ident(table)} ${select}`, options);
  }

  async function insertText(
    upload: SliceUpload,
    read: QuickRead,
    options: Cancellable,
  ): Promise<void> {
    const relation = await upload.relation(read.types);
    await insert(read.values, relation, options);
    // What has to be counted was read as text.
    if (read.counted.some((type) => type !== null))
      await tally.count(relation, read.counted, options);
  }

  const knownColumns = (): KnownColumns => ({
    plan,
    stored,
    kinds: plan.map(({ type }, i) => foundAt(i, type) ?? tally.seen(i)),
    mustCount: plan.map((_, i) => tally.mustCount(i)),
  });

  /** The slice straight into the table; false, and nothing taken in, when a value is not as expected. */
  async function addQuickly(
    slice: TextSlice,
    source: SliceSource,
    upload: SliceUpload,
    options: Cancellable,
  ): Promise<boolean> {
    const read = planQuickRead(knownColumns(), slice, source.positions);
    try {
      const stream = isWide ? null : await ahead?.take(slice, read, rows);
      if (stream) await database.appendArrow(table, stream, options);
      else await insertText(upload, read, options);
    } catch (thrown) {
      if (!isSurprise(thrown)) throw thrown;
      surprises += 1;
      return false;
    }
    const counted = await countRows(database, ident(table), sql`true`, options);
    if (counted !== rows + slice.records) throw otherRecords(counted - rows, slice, source.name);
    rows = counted;
    return true;
  }

  /** The slice by way of a scratch table, where its values can be looked at. */
  async function addCarefully(
    slice: TextSlice | TypedSlice,
    source: SliceSource,
    { keep, before, share }: SlicePlace,
    upload: SliceUpload | undefined,
    options: Cancellable,
  ): Promise<AddedSlice> {
    const stage = newTable();
    const types = await stageSlice(database, stage, slice, source, plan, newTable, options, upload);
    await watch.look(stage, types, options);
    const found = await rejectBadValues(database, stage, plan, types, slice, source, keep, options);
    const unwanted = await dropUnwanted(stage, types, before, options);
    const taken = slice.records - found.rejected - unwanted;
    const isWhole = taken === slice.records;
    const told = isWhole && slice.kind === 'text' ? toldKinds(slice, source) : () => null;
    await inference.look(scratch(stage), taken, told, options);
    await tally.count(scratch(stage), types, options);
    if (rows === 0 && share > 0) await findLoose(stage, taken / share, options);
    await fit(options);
    if (!outgrown) {
      const values = plan.map(({ type, cast }, i) => {
        const column = ident(stageColumn(i));
        const wanted = stored[i] ?? 'text';
        if (types[i] === wanted) return column;
        return type === null ? readInferred(wanted, column) : readChecked(wanted, column, cast);
      });
      await insert(values, scratch(stage), options);
    }
    await database.run(sql`DROP TABLE ${scratch(stage)}`);
    rows += taken;
    return { rows: taken, unwanted, ...found };
  }

  /** @returns how many rows, counted apart and not by difference: the records of the file have to add up. */
  async function dropUnwanted(
    stage: string,
    types: readonly ColumnType[],
    before: number,
    options: Cancellable,
  ): Promise<number> {
    if (!filter) return 0;
    const others = sql`(${wantedRows(filter, plan, types, before)}) IS NOT TRUE`;
    const unwanted = await countRows(database, scratch(stage), others, options);
    if (unwanted > 0)
      await database.run(sql`DELETE FROM ${scratch(stage)} WHERE ${others}`, options);
    return unwanted;
  }

  /** Looks which texts are not to be packed. */
  async function findLoose(stage: string, wanted: number, options: Cancellable): Promise<void> {
    if (plan.length > QUICK_COLUMNS) return;
    const texts = plan.flatMap((_, i) => (typeAt(i) === 'text' ? [stageColumn(i)] : []));
    loose = await looseTexts(database, scratch(stage), texts, wanted, looseBytes, options);
  }

  /** Makes the columns of the table those that the values seen so far allow. */
  async function fit(options: Cancellable): Promise<void> {
    const before = stored;
    stored = plan.map((_, i) => typeAt(i));
    const asBefore = stored.every((type, i) => type === before[i]);
    if (outgrown || (asBefore && (rows > 0 || loose.size === 0))) return;
    if (rows === 0) {
      await database.run(sql`DROP TABLE ${ident(table)}`);
      await create();
      return;
    }
    outgrown = stored.some((type, i) => type === 'text' && LOSSY.has(before[i] ?? 'text'));
    if (outgrown || isWide) return;
    for (const [i, type] of stored.entries()) {
      if (type === before[i]) continue;
      const column = ident(plan[i]?.name ?? '');
      await database.run(
        sql`ALTER TABLE ${ident(table)} ALTER COLUMN ${column} SET DATA TYPE ${typeName(type)}`,
        options,
      );
    }
  }

  const isQuick = (slice: TextSlice | TypedSlice, { positions }: SliceSource): slice is TextSlice =>
    slice.kind === 'text' &&
    mayBeQuick &&
    !outgrown &&
    surprises < MOST_SURPRISES &&
    rows > 0 &&
    !watch.mustSeeAll &&
    areKnown(plan, slice, positions, (i) => inference.isKnown(stageColumn(i)));

  await create();
  return {
    announce(slice, source, share) {
      if (ahead && slice.kind === 'text' && mayBeQuick) {
        textBytes += slice.bytes.byteLength;
        ahead.prepare(share > 0 ? textBytes / share - textBytes : 0);
        const before = rows + [...announced].reduce((sum, { records }) => sum + records, 0);
        if (isQuick(slice, source))
          ahead.begin(
            slice,
            source,
            planQuickRead(knownColumns(), slice, source.positions),
            before,
          );
      }
      announced.add(slice);
    },
    async add(slice, source, how, options) {
      const upload = slice.kind === 'text' ? uploadOf(database, slice, source) : undefined;
      try {
        if (upload && isQuick(slice, source) && (await addQuickly(slice, source, upload, options)))
          return { rows: slice.records, rejected: 0, unwanted: 0, rejects: [] };
        return await addCarefully(slice, source, how, upload, options);
      } finally {
        // An engine that cannot do even that was lost before, and what it was lost by is told.
        await upload?.drop().catch(() => undefined);
        announced.delete(slice);
      }
    },
    async startAgain() {
      if (!outgrown) return false;
      outgrown = false;
      rows = 0;
      watch.startAgain();
      tally.startAgain();
      await parts.drop();
      await database.run(sql`DROP TABLE ${ident(table)}`);
      await create();
      return true;
    },
    finish: (options) => parts.merge(isWide ? own : stored, stored, options),
    async notes(options) {
      const found = plan.flatMap((column, i) => {
        const kinds = foundAt(i, column.type);
        return kinds === null ? [] : [{ column, isText: typeAt(i) === 'text', kinds }];
      });
      return [
        ...(await typeNotes(database, table, found, rows, options)),
        ...(await tally.notes(table, options)),
      ];
    },
  };
}
