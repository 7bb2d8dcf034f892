import { type Data, DataType, type RecordBatch } from 'apache-arrow';
import { DatabaseError, type Matrix } from '../engine/ports.ts';
import { nullable } from './cells.ts';

/** Fills a matrix of at most `rows` rows, a batch at a time. */
export interface MatrixBuilder {
  add(batch: RecordBatch): void;
  finish(): Promise<Matrix>;
}

const COPY_LENGTH = 1 << 21;

/**
 * @param rows  number of rows to come, complete or not.
 * @param dims  number of columns after the id.
 */
export function makeMatrixBuilder(rows: number, dims: number): MatrixBuilder {
  const ids = new Int32Array(rows);
  const points = new Float64Array(rows * dims);
  const incomplete: number[] = [];
  let complete = 0;

  return {
    add(batch) {
      if (complete + incomplete.length + batch.numRows > rows)
        throw shapeError('it gave more rows than it has.');
      const children = batch.data.children as readonly Data[];
      const readId = nullable(children[0] ?? missingColumn());
      const holes = holesOf(children.slice(1), batch.numRows);
      const targets = new Int32Array(batch.numRows);
      for (let row = 0; row < batch.numRows; row += 1) {
        const id = Number(readId(row) ?? Number.NaN);
        if (id !== (id | 0))
          throw shapeError('its first column must hold integers of 32 bits and no null.');
        targets[row] = holes?.[row] ? -1 : complete * dims;
        if (holes?.[row]) incomplete.push(id);
        else {
          ids[complete] = id;
          complete += 1;
        }
      }
      for (let column = 0; column < dims; column += 1) {
        write(children[column + 1] ?? missingColumn(), points, targets, column);
      }
    },
    async finish() {
      return {
        ids: ids.slice(0, complete),
        points: await exactly(points, complete * dims),
        dims,
        incomplete: Int32Array.from(incomplete),
      };
    },
  };
}

/** 1 where a row holds a null; undefined when no row does. */
function holesOf(columns: readonly Data[], rows: number): Uint8Array | undefined {
  const broken = columns.filter((column) => column.nullCount > 0);
  if (broken.length === 0) return undefined;
  return Uint8Array.from({ length: rows }, (_, row) =>
    broken.some((column) => !column.getValid(row)) ? 1 : 0,
  );
}

/** Writes one column: row i goes to `points[targets[i] + offset]`, or nowhere when the target is −1. */
function write(column: Data, points: Float64Array, targets: Int32Array, offset: number): void {
  const values: unknown = column.values;
  const type: DataType = column.type;
  const direct =
    values instanceof Float64Array ||
    values instanceof Float32Array ||
    (DataType.isInt(type) && (values instanceof Int32Array || values instanceof Uint32Array));
  const read = direct ? undefined : nullable(column);
  for (let row = 0; row < targets.length; row += 1) {
    const target = targets[row] ?? -1;
    if (target < 0) continue;
    points[target + offset] = read
      ? toNumber(read(row))
      : ((values as Float64Array)[row] ?? Number.NaN);
  }
}

function toNumber(cell: ReturnType<ReturnType<typeof nullable>>): number {
  if (typeof cell === 'string')
    throw shapeError('its columns must be numbers, and one holds text.');
  return Number(cell);
}

/** An array of exactly `length`: its buffer may be handed on whole. Copies in pieces, so that no page waits for it. */
async function exactly(points: Float64Array, length: number): Promise<Float64Array> {
  if (points.length === length) return points;
  const exact = new Float64Array(length);
  for (let start = 0; start < length; start += COPY_LENGTH) {
    exact.set(points.subarray(start, Math.min(start + COPY_LENGTH, length)), start);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return exact;
}

function shapeError(reason: string): DatabaseError {
  return new DatabaseError('failed', `A query cannot become a matrix: ${reason}`, reason);
}

function missingColumn(): never {
  throw shapeError('it has no columns.');
}
