import { ReadError } from '../../engine/ports.ts';
import type { FormatModule, FormatOptions, Source } from '../format.ts';
import { layoutOf, makeSliceWriter } from '../records/text-slices.ts';
import type { FormatTable, ReadEnd, TextSlice } from '../scanner.ts';
import { makeColumnCollector } from './columns.ts';
import { type JsonValue, jsonText } from './parse-exact.ts';
import { flatten } from './record.ts';
import { recordsOf } from './records.ts';
import { type Shape, type ShapedTable, shapesOf } from './shape.ts';

export const describe: FormatModule['describe'] = async (source, options) => {
  const shapes = await shapesOf(source, options);
  const asked = shapes.filter(({ name }) => name === options.table);
  const tables: FormatTable[] = [];
  for (const shape of asked.length > 0 ? asked : shapes)
    tables.push(await describeTable(source, shape, options));
  return tables;
};

/**
 * Reads all records once to learn their columns and types, for a key may come first in the last record. Reading the file
 * thus takes about twice as long as parsing it; nothing is held.
 */
async function describeTable(
  source: Source,
  { name: own, shape, warnings: besides }: ShapedTable,
  options: FormatOptions,
): Promise<FormatTable> {
  const collector = makeColumnCollector(source.file);
  let records = 0;
  let doubled = 0;
  let firstDoubled = '';
  let fault: { line: number; reason: string } | null = null;
  for await (const found of recordsOf(source, shape, options))
    for (const item of found) {
      if ('reason' in item) {
        fault ??= item;
        continue;
      }
      records += 1;
      collector.add(item.record);
      const [name] = item.duplicates;
      if (name === undefined) continue;
      doubled += 1;
      firstDoubled ||= `"${name}" on line ${String(item.line)}`;
    }
  const { paths, columns, warnings } = collector.result();
  if (columns.length === 0) {
    if (!fault) throw new ReadError('empty', 'This JSON file holds no record.', source.file);
    const message = `This JSON file holds no record; line ${String(fault.line)}: ${fault.reason}.`;
    throw new ReadError('unreadable', message, source.file, fault.line);
  }
  const twice =
    doubled === 0
      ? []
      : [
          `${doubled === 1 ? '1 record has' : `${doubled} records have`} a name twice (${firstDoubled}); the last one counts.`,
        ];
  return {
    name: own,
    columns,
    layout: layoutOf(columns.length),
    ...(fault ? {} : { rows: records }),
    warnings: [...besides, ...warnings, ...twice],
    detail: { shape: JSON.stringify(shape), paths },
  };
}

export const read: FormatModule['read'] = (source, table, options) => {
  const { shape, paths } = table.detail ?? {};
  const known = Array.isArray(paths) ? (paths as readonly string[]) : [];
  return readRecords(source, JSON.parse(String(shape)) as Shape, known, options);
};

async function* readRecords(
  source: Source,
  shape: Shape,
  paths: readonly string[],
  options: FormatOptions,
): AsyncGenerator<TextSlice | ReadEnd, void> {
  const positions = new Map(paths.map((path, i) => [path, i]));
  const writer = makeSliceWriter(paths.length, options.sizes);
  for await (const found of recordsOf(source, shape, options))
    for (const item of found) {
      if ('reason' in item) {
        writer.reject(item.line, item.reason, item.text);
        continue;
      }
      const fields = new Array<string | null>(paths.length).fill(null);
      flatten(item.record, (path, value) => {
        const at = positions.get(path);
        if (at === undefined)
          throw new ReadError('unreadable', 'This file was changed meanwhile.', source.file);
        fields[at] = fieldText(value);
      });
      writer.add(fields, item.line);
      const slice = writer.full();
      if (slice) yield slice;
    }
  const rest = writer.finish();
  if (rest) yield rest;
  yield { kind: 'end', records: writer.records(), rejected: writer.rejected(), warnings: [] };
}

function fieldText(value: JsonValue): string | null {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'object' || Object.is(value, -0) ? jsonText(value) : String(value);
}
