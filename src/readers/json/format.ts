import type { FormatReader } from '../format.ts';

/** An array of objects, or an object; a log line that begins with `[2020-01-17 …]` is neither. */
const BEGINNING = /^\uFEFF?\s*(\[\s*[[{"\]]|\{\s*["}])/;

export const JSON_FORMAT: FormatReader = {
  name: 'json',
  label: 'a JSON file',
  extensions: ['json', 'ndjson', 'jsonl', 'geojson'],
  needsUtf8: true,
  matches: (head) =>
    BEGINNING.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(head.subarray(0, 4096))),
  load: () => import('./module.ts'),
};
