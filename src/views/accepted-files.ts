/** What the file dialogs offer; whatever else is chosen or dropped is read by what it holds. */
export const ACCEPTED_FILES =
  '.csv,.tsv,.txt,.log,.json,.ndjson,.jsonl,.parquet,.arrow,.feather,.ipc,.db,.db3,.sqlite,.sqlite3,.gz,.zst,.zip,text/csv,text/tab-separated-values,application/json,application/gzip,application/zip';

const HEAD_BYTES = 1 << 16;

/**
 * Whether a file is a recipe and not data: a `.json` file that is one object. A JSON array or an object a line is data; of
 * a single object on a single line, its `steps` tell.
 */
export async function isRecipe(file: File): Promise<boolean> {
  if (!/\.json$/i.test(file.name)) return false;
  const head = (await file.slice(0, HEAD_BYTES).text()).trimStart();
  if (head.startsWith('[')) return false;
  const [first = '', ...others] = head.split('\n').filter((line) => line.trim() !== '');
  const record = objectOf(first);
  return record === null || (others.length === 0 && 'steps' in record);
}

function objectOf(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
