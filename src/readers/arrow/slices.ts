import {
  Field,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
} from 'apache-arrow';
import type { TypedSlice } from '../scanner.ts';
import { arrowTypeOf, type Conversion, type LossKind } from './convert.ts';

/** Makes typed slices of record batches, and counts what was lost. */
export interface SliceMaker {
  /** @param share  part of the table that is read with it, 0 to 1. */
  slice(batch: RecordBatch, share: number): TypedSlice;
  records(): number;
  /** Whole sentences about what was lost, by column. */
  warnings(): string[];
}

/** @param columns  of the batches, in their order. */
export function makeSlices(
  columns: readonly { readonly name: string; readonly conversion: Conversion }[],
): SliceMaker {
  const losses = columns.map(() => new Map<LossKind, number>());
  const fields = columns.map(
    ({ conversion }, i) => new Field(`c${String(i)}`, arrowTypeOf(conversion.type), true),
  );
  let records = 0;
  return {
    slice(batch, share) {
      const children = columns.map(({ conversion }, i) => {
        const data = batch.data.children[i];
        if (!data) throw new RangeError('a column is missing');
        const counts = losses[i] ?? new Map<LossKind, number>();
        return conversion.convert(data, {
          count: (kind) => counts.set(kind, (counts.get(kind) ?? 0) + 1),
        });
      });
      const firstRecord = records + 1;
      records += batch.numRows;
      return {
        kind: 'typed',
        bytes: streamOf(fields, children, batch.numRows),
        records: batch.numRows,
        rejects: [],
        firstRecord,
        share,
      };
    },
    records: () => records,
    warnings: () =>
      columns.flatMap(({ name }, i) =>
        [...(losses[i] ?? [])].map(
          ([kind, count]) => `in the column "${name}", ${WORDS[kind](count)}.`,
        ),
      ),
  };
}

const WORDS: Readonly<Record<LossKind, (count: number) => string>> = {
  'not-finite': (n) => `${values(n)} NaN or infinite and became empty`,
  'cut-time': (n) => `${values(n)} finer than a microsecond and cut to it`,
  'far-time': (n) => `${values(n)} outside of the years -271821 to 275760 and became empty`,
  'bad-text': (n) => `${values(n)} not UTF-8; what cannot be read in them is shown as \uFFFD`,
};

function values(count: number): string {
  return count === 1 ? '1 value was' : `${String(count)} values were`;
}

function streamOf(
  fields: Field[],
  children: ReturnType<Conversion['convert']>[],
  rows: number,
): Uint8Array {
  const struct = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children });
  const batch = new RecordBatch(new Schema(fields), struct);
  return RecordBatchStreamWriter.writeAll([batch]).toUint8Array(true);
}
