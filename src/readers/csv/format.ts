import type { FormatReader } from '../format.ts';
import * as module from './module.ts';

/** Always there, not imported later: it is what most files are. */
export const CSV: FormatReader = {
  name: 'csv',
  label: 'a CSV file',
  extensions: ['csv', 'tsv', 'tab', 'psv'],
  matches: () => true,
  load: () => Promise.resolve(module),
};
