import type { FormatReader } from '../format.ts';

const BEGINNING = '#separator ';

export const ZEEK: FormatReader = {
  name: 'zeek',
  label: 'a Zeek log',
  extensions: [],
  needsUtf8: true,
  matches: (head) => {
    const mark = head[0] === 0xef ? 3 : 0;
    const first = head.subarray(mark, mark + BEGINNING.length);
    return String.fromCharCode(...first) === BEGINNING;
  },
  load: () => import('./module.ts'),
};
