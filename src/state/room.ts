import type { Estimate } from '../engine/reading.ts';

/**
 * Bytes that are needed at most while only some columns are loaded, about.
 * @param chosen  positions of the columns in the file.
 */
export function bytesOfColumns(estimate: Estimate, chosen: Iterable<number>): number {
  let bytes = besides(estimate);
  for (const at of chosen) bytes += estimate.columnBytes[at] ?? 0;
  return bytes;
}

/** The same of a share of the records, above 0 and at most 1. */
export function bytesOfSample(estimate: Estimate, share: number): number {
  return besides(estimate) + estimate.tableBytes * share;
}

/** The largest share of the records that fits, with two digits; null where not even a thousandth does. */
export function fittingShare(estimate: Estimate, freeBytes: number): number | null {
  const share = Math.min(1, (freeBytes - besides(estimate)) / estimate.tableBytes);
  if (!(share >= 0.001)) return null;
  const digit = 10 ** (Math.floor(Math.log10(share)) - 1);
  return Number((Math.floor(share / digit + 1e-9) * digit).toPrecision(2));
}

/** Memory that loading takes beside the table. */
function besides({ peakBytes, tableBytes }: Estimate): number {
  return Math.max(0, peakBytes - tableBytes);
}

/** The command that loads files outside of the page, and writes them as one Parquet file. */
export function headlessCommand(files: readonly string[]): string {
  const quoted = files.map((name) =>
    /^[\w.,@%+/-]+$/.test(name) && !name.startsWith('-')
      ? name
      : `'./${name.replaceAll("'", String.raw`'\''`)}'`,
  );
  const [first = 'table'] = files;
  const out = `${first.replace(/(\.(csv|tsv|txt|log|json|ndjson|jsonl|gz|zst|zip))+$/i, '')}.parquet`;
  const target = /^[\w.,@%+/-]+$/.test(out) && !out.startsWith('-') ? out : 'table.parquet';
  return `npm run -s spoor -- load ${quoted.join(' ')} --out ${target}`;
}
