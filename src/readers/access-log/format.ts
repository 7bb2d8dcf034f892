import type { FormatReader } from '../format.ts';
import { parseLine } from './line.ts';
import { makeUtcReader } from './utc.ts';

const DECODER = new TextDecoder();

/** Access logs of web servers, in the Common or Combined Log Format. */
export const ACCESS_LOG: FormatReader = {
  name: 'access-log',
  label: 'an access log',
  extensions: [],
  needsUtf8: true,
  matches: (head, whole) => {
    const all = DECODER.decode(head).split('\n');
    // The last line may go on.
    const lines = (whole ? all : all.slice(0, -1)).map(withoutReturn).filter(Boolean);
    const utcOf = makeUtcReader();
    const isEntry = (line: string) => {
      const parsed = parseLine(line);
      return typeof parsed !== 'string' && utcOf(parsed.time).problem === null;
    };
    const [first] = lines;
    return first !== undefined && isEntry(first) && lines.filter(isEntry).length * 2 > lines.length;
  },
  load: () => import('./module.ts'),
};

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
