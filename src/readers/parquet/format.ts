import type { FormatReader } from '../format.ts';

export const PARQUET: FormatReader = {
  name: 'parquet',
  label: 'a Parquet file',
  extensions: ['parquet', 'pq'],
  matches: (head) =>
    head[0] === 0x50 &&
    head[1] === 0x41 &&
    head[2] === 0x52 &&
    (head[3] === 0x31 || head[3] === 0x45),
  load: () => import('./module.ts'),
};
