import type { FormatReader } from '../format.ts';

export const CSV: FormatReader = {
  name: 'csv',
  label: 'a CSV file',
  extensions: ['csv', 'tsv', 'tab', 'psv'],
  matches: () => true,
  load: () => import('./module.ts'),
};
