import { ReadError } from '../../../src/engine/ports.ts';
import { makeLocalScanner } from '../../../src/readers/local-scanner.ts';
import { load } from '../formats/shared.ts';
import { countRecords } from '../mutations/counters.ts';

/** What becomes of a file that nobody here wrote. */
export interface Verdict {
  readonly verdict: 'read' | 'warned' | 'refused';
  readonly format?: string;
  readonly containers?: readonly string[];
  readonly records?: number;
  readonly rows?: number;
  readonly rejected?: number;
  /** Words of what is doubtful about it, or of why it is refused. */
  readonly words?: readonly string[];
}

/** Loads a file of one table. Throws an error when its records are others than an independent count says. */
export async function verdictOf(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Verdict> {
  try {
    const [table] = await makeLocalScanner().sniff({ name, blob: new Blob([bytes]) });
    if (!table) throw new Error(`${name} has no table.`);
    const { loaded } = await load(name, bytes);
    const { rows = -1, rejected = -1 } = loaded.files[0] ?? {};
    const counted = countRecords(bytes, table);
    if (counted !== rows + rejected)
      throw new Error(`${name}: ${rows} rows and ${rejected} rejected of ${counted} records.`);
    const doubtful = rejected > 0 || loaded.warnings.length > 0;
    return {
      verdict: doubtful ? 'warned' : 'read',
      format: table.format,
      containers: table.containers,
      records: counted,
      rows,
      rejected,
      ...(loaded.warnings.length > 0 ? { words: loaded.warnings } : {}),
    };
  } catch (thrown) {
    if (!(thrown instanceof ReadError)) throw thrown;
    return { verdict: 'refused', words: [thrown.message] };
  }
}
