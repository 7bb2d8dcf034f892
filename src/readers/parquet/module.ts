import type { DataType } from 'apache-arrow';
import { ReadError } from '../../engine/ports.ts';
import { conversionOf, type Conversion } from '../arrow/convert.ts';
import { warningOf } from '../arrow/warning.ts';
import { columnWarnings } from '../column-warnings.ts';
import { makeSlices } from '../arrow/slices.ts';
import { conversionAs, type Reading } from '../arrow/survey.ts';
import { surveyColumns } from '../arrow/survey-columns.ts';
import type { FormatModule } from '../format.ts';
import type { FileColumn } from '../scanner.ts';
import { openDecoder } from './decode.ts';
import { type ParquetField, readFooter } from './footer.ts';
import { groupsOutside } from './groups-outside.ts';
import { conversionOfMeaning } from './meaning.ts';
import { meaningOf } from './row-group-file.ts';

export const describe: FormatModule['describe'] = async (source, { signal }) => {
  const blob = await source.blob();
  const footer = await readFooter(blob, source.file);
  if (footer.fields.length === 0)
    throw new ReadError('empty', 'This Parquet file has no columns.', source.file);
  const decoder = await openDecoder(blob, footer, source.file, signal);
  const types = decoder.types();
  const settled = await surveyColumns(
    footer.fields.map((field, i) =>
      conversionOfMeaning(meaningOf(field)) ? null : (types[i] ?? null),
    ),
    (positions) => decoder.batches(positions.flatMap((i) => footer.fields[i] ?? [])),
  );
  const columns = footer.fields.map((field, i): FileColumn => {
    const reading = settled.get(i)?.reading;
    const type = conversionFor(field, types[i], reading).type;
    return reading === undefined ? { name: field.name, type } : { name: field.name, type, reading };
  });
  const warnings = columnWarnings(
    footer.fields.map(({ name }, i) => ({
      name,
      warning: settled.get(i)?.warning ?? (types[i] ? warningOf(types[i]) : null),
    })),
  );
  return [{ name: '', columns, layout: null, rows: footer.rows, warnings }];
};

export const read: FormatModule['read'] = async function* (source, table, { signal }) {
  const blob = await source.blob();
  const footer = await readFooter(blob, source.file);
  const decoder = await openDecoder(blob, footer, source.file, signal);
  const types = decoder.types();
  const chosen = table.columns.flatMap(({ at, reading }, i) => {
    const field = footer.fields[at ?? i];
    return field ? [{ field, type: types[at ?? i], reading }] : [];
  });
  const slices = makeSlices(
    chosen.map(({ field, type, reading }) => ({
      name: field.name,
      conversion: conversionFor(field, type, reading),
    })),
  );
  const passed = groupsOutside(footer, chosen[table.wanted?.at ?? -1]?.field, table.wanted);
  const passedOver = [...passed].reduce((sum, { rows }) => sum + rows, 0);
  const expected = footer.rows - passedOver;
  const fields = chosen.map(({ field }) => field);
  for await (const batch of decoder.batches(fields, passed))
    yield slices.slice(batch, (slices.records() + batch.numRows) / expected);
  if (slices.records() !== expected) {
    const counts = `${String(slices.records())} of ${String(expected)}`;
    throw new ReadError(
      'unreadable',
      `This Parquet file is damaged: ${counts} rows can be read. Nothing was loaded.`,
      source.file,
    );
  }
  const warnings = [...footer.warnings, ...slices.warnings()];
  yield { kind: 'end', records: footer.rows, rejected: 0, passedOver, warnings };
};

function conversionFor(
  field: ParquetField,
  type: DataType | undefined,
  reading: Reading | undefined,
): Conversion {
  const own = conversionOfMeaning(meaningOf(field));
  if (own) return own;
  if (!type) throw new RangeError('a column is missing');
  return conversionOf(type) ?? conversionAs(reading ?? 'digits', type);
}
