/** What the file dialogs offer; whatever else is chosen or dropped is read by what it holds. */
export const ACCEPTED_FILES =
  '.csv,.tsv,.txt,.log,.json,.ndjson,.jsonl,.parquet,.arrow,.feather,.ipc,.db,.db3,.sqlite,.sqlite3,.gz,.zst,.zip,text/csv,text/tab-separated-values,application/json,application/gzip,application/zip';

/** No recipe is as large. */
const MOST_RECIPE_BYTES = 1 << 20;

/**
 * Whether a file is a recipe and not data: a `.json` file that is one object with `steps`. Data may be an object, too, with a
 * list of records in it; of a file that is no JSON the word tells.
 */
export async function isRecipe(file: File): Promise<boolean> {
  if (!/\.json$/i.test(file.name) || file.size > MOST_RECIPE_BYTES) return false;
  const text = await file.text();
  const whole = objectOf(text);
  if (whole) return !Array.isArray(whole) && 'steps' in whole;
  const [first = ''] = text.split('\n').filter((line) => line.trim() !== '');
  return text.trimStart().startsWith('{') && !objectOf(first) && /"steps"\s*:/.test(text);
}

function objectOf(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
