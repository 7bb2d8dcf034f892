import type { FormatReader } from '../format.ts';

const MAGIC = new TextEncoder().encode('SQLite format 3\0');

export const SQLITE: FormatReader = {
  name: 'sqlite',
  label: 'an SQLite database',
  extensions: ['db', 'sqlite', 'sqlite3', 'db3'],
  matches: (head) => MAGIC.every((byte, i) => head[i] === byte),
  load: () => import('./module.ts'),
};
