import { type Data, DataType } from 'apache-arrow';
import { makeBuilder } from './builders.ts';
import { type Conversion, conversionOf, type Losses, PLAIN_TEXT } from './convert.ts';
import { bytesReader } from './values.ts';

/** A column of positions in a list of values: the values themselves. */
export function unpacked(type: DataType): Conversion | null {
  if (!DataType.isDictionary(type)) return null;
  const values = type.dictionary as DataType;
  const own = conversionOf(values) ?? PLAIN_TEXT;
  return { type: own.type, convert: (data, losses) => gather(data, own, losses) };
}

function gather(data: Data, own: Conversion, losses: Losses): Data {
  const chunks = (data.dictionary?.data ?? []).map((chunk: Data) => own.convert(chunk, losses));
  const positions: unknown = data.values;
  if (!ArrayBuffer.isView(positions) || positions instanceof DataView)
    throw new RangeError('positions are missing');
  const list = positions as Int32Array | BigInt64Array;
  const builder = makeBuilder(own.type, data.length);
  const takers = chunks.map((chunk) => takerOf(chunk, own.type, builder));
  for (let row = 0; row < data.length; row += 1) {
    let at = Number(list[row] ?? 0);
    let chunk = 0;
    while (at >= (chunks[chunk]?.length ?? Infinity)) {
      at -= chunks[chunk]?.length ?? 0;
      chunk += 1;
    }
    if (!data.getValid(row) || !chunks[chunk]?.getValid(at)) builder.nothing();
    else takers[chunk]?.(at);
  }
  return builder.finish();
}

function takerOf(
  chunk: Data,
  type: Conversion['type'],
  builder: ReturnType<typeof makeBuilder>,
): (row: number) => void {
  if (type === 'text') {
    const read = bytesReader(chunk);
    return (row) => {
      builder.bytes(read(row));
    };
  }
  const values: unknown = chunk.values;
  if (values instanceof BigInt64Array)
    return (row) => {
      builder.bigint(values[row] ?? 0n);
    };
  if (values instanceof Float64Array)
    return (row) => {
      builder.number(values[row] ?? 0);
    };
  if (values instanceof Uint8Array)
    return (row) => {
      builder.number(((values[row >> 3] ?? 0) >> (row & 7)) & 1);
    };
  throw new TypeError('these values cannot be read');
}
