import { TABLE_FORMATS, type TableFormat } from '../engine/export/table-format.ts';
import { UsageError } from './usage-error.ts';

/** The format that a file's name asks for by its end. Throws UsageError for another. */
export function formatOfPath(path: string): TableFormat {
  const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase();
  const found = TABLE_FORMATS.find((known) => known.extension === extension);
  if (found) return found.format;
  const known = TABLE_FORMATS.map((each) => `.${each.extension}`);
  throw new UsageError(`--out takes a name that ends in ${known.join(', ')}; not ${path}.`);
}
