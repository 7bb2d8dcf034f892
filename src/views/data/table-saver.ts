import { createSignal, onCleanup, type Accessor } from 'solid-js';
import {
  lossOf,
  TABLE_FORMATS,
  wholeTable,
  writeTable,
  type TableFormat,
  type WriteParquet,
} from '../../engine/export/table-format.ts';
import type { Database } from '../../engine/ports.ts';
import type { Schema } from '../../engine/table.ts';
import { failureOf, isAbort } from '../../state/failure.ts';
import { showToast } from '../../widgets/toast.tsx';
import { saveAs } from '../save-file.ts';

/** A table that can be saved. */
export interface SavableTable {
  readonly database: Database | null;
  readonly writeParquet: WriteParquet;
  readonly relation: string;
  readonly schema: Schema;
  readonly rows: number;
  readonly name: string;
}

type Guard = 'safe' | 'lossless';

export interface TableSaver {
  /** What is being written; null while nothing is. */
  readonly saving: Accessor<{
    readonly file: string;
    /** Rows written, of so many. */
    readonly done: number;
    readonly rows: number;
  } | null>;
  /** What becomes of text in CSV and TSV that a spreadsheet would run. */
  readonly guard: Accessor<Guard>;
  setGuard(guard: Guard): void;
  save(format: TableFormat): Promise<void>;
  cancel(): void;
}

/** Saves the table of the moment as a file, with progress and cancel; one at a time. Another table may be looked at meanwhile. */
export function createTableSaver(given: Accessor<SavableTable | null>): TableSaver {
  const [saving, setSaving] = createSignal<ReturnType<TableSaver['saving']>>(null);
  const [guard, setGuard] = createSignal<Guard>('safe');
  let controller: AbortController | null = null;

  const save = async (format: TableFormat): Promise<void> => {
    const words = TABLE_FORMATS.find((known) => known.format === format);
    const table = given();
    if (!table?.database || !words || controller) return;
    const { database, relation, schema, rows, writeParquet } = table;
    const own = new AbortController();
    controller = own;
    const name = fileName(table.name, words.extension);
    const tell = (done: number): void => {
      setSaving({ file: name, done, rows });
    };
    tell(0);
    const pieces = () =>
      writeTable(format, wholeTable(relation, schema), database, {
        safe: guard() === 'safe',
        parquet: writeParquet,
        signal: own.signal,
        onRows: tell,
      });
    try {
      const cells = rows * schema.length;
      const bytes = await saveAs({ name, mediaType: words.mediaType, cells }, pieces, own.signal);
      const loss = lossOf(format, rows);
      if (bytes !== null) showToast({ title: `${name} saved`, ...(loss && { detail: loss }) });
    } catch (error) {
      if (isAbort(error)) showToast({ title: 'Saving was cancelled' });
      else
        showToast({
          tone: 'error',
          title: `${name} was not saved`,
          detail: failureOf(error).message,
        });
    } finally {
      controller = null;
      setSaving(null);
    }
  };
  const cancel = (): void => {
    controller?.abort(new DOMException('Cancelled.', 'AbortError'));
  };
  onCleanup(cancel);
  return { saving, guard, setGuard, save, cancel };
}

/** Ends of names that say how a file was written or packed. */
const KNOWN_ENDS =
  /\.(csv|tsv|txt|log|jsonl?|ndjson|parquet|arrow|feather|db|sqlite3?|gz|zst|zip)$/i;

/** A table's name as that of a file: without the end of the file that it came from, and without what no file's name may hold. */
export function fileName(table: string, extension: string): string {
  let stem = table;
  while (KNOWN_ENDS.test(stem)) stem = stem.replace(KNOWN_ENDS, '');
  const harmless = stem.replaceAll(/[\u0000-\u001f\u007f\\/:*?"<>|#]+/g, '-').replace(/^\.+/, '');
  return `${harmless.trim() || 'table'}.${extension}`;
}
