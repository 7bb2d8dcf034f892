import { createSignal, type Accessor } from 'solid-js';
import { formatBytes } from '../../charts/format.ts';
import type { Database } from '../../engine/ports.ts';
import { failureOf, isAbort, ROWS_GONE } from '../../state/failure.ts';
import type { Workbench } from '../../state/workbench.ts';
import { showToast } from '../../widgets/toast.tsx';
import { lossOf, type TableFormat } from '../../engine/export/table-format.ts';
import { fileOf, piecesOf, type Output, type RunTables } from './outputs.ts';
import { canPickFolder, pickFolder, saveAs, writeInto, type Folder } from '../save-file.ts';

/** What is being written. */
export interface Saving {
  readonly file: string;
  readonly rows: number;
  readonly of: number | null;
  /** Place among several files, from 1. */
  readonly at: number;
  readonly count: number;
}

export interface Saver {
  readonly saving: Accessor<Saving | null>;
  /** When each file was last saved, and its size. */
  readonly saved: Accessor<ReadonlyMap<string, string>>;
  save(output: Output, safe: boolean, format: TableFormat): Promise<void>;
  /** All of them, tables as CSV: into a folder where the browser can write into one, else as downloads, one after the other. */
  saveAll(outputs: readonly Output[], safe: boolean): Promise<void>;
  cancel(): void;
}

/** Pause between downloads, so that the browser takes each for one of its own. */
const BETWEEN_MS = 150;

/** Writes outputs as files, a piece at a time, with progress and cancel. */
export function createSaver(workbench: Workbench, run: Accessor<RunTables | undefined>): Saver {
  const [saving, setSaving] = createSignal<Saving | null>(null);
  const [saved, setSaved] = createSignal<ReadonlyMap<string, string>>(new Map());
  let controller: AbortController | null = null;

  const one = async (
    output: Output,
    how: { readonly safe: boolean; readonly format: TableFormat },
    place: { at: number; count: number },
    tables: RunTables,
    database: Database,
    folder: Folder | null,
    signal: AbortSignal,
  ): Promise<boolean> => {
    const { name, mediaType } = fileOf(output, how.format);
    const tell = (rows: number): void => {
      setSaving({ file: name, rows, of: output.rows, ...place });
    };
    tell(0);
    const pieces = () =>
      piecesOf(output, tables, workbench, database, { ...how, signal, onRows: tell });
    const cells = (output.rows ?? 0) * (output.columns ?? 0);
    const bytes = folder
      ? await writeInto(folder, name, pieces(), signal)
      : await saveAs({ name, mediaType, cells }, pieces, signal);
    if (bytes === null) return false;
    setSaved((before) =>
      new Map(before).set(output.file, `${formatBytes(bytes)}, ${new Date().toLocaleTimeString()}`),
    );
    return true;
  };
  const write = async (
    outputs: readonly Output[],
    how: { readonly safe: boolean; readonly format: TableFormat },
    folder: Folder | null,
  ): Promise<void> => {
    const [database, tables] = [workbench.resultDatabase(), run()];
    if (workbench.rowsGone())
      showToast({ tone: 'error', title: 'Nothing was saved', detail: ROWS_GONE });
    if (!database || !tables || controller) return;
    const own = new AbortController();
    controller = own;
    let done = 0;
    try {
      for (const output of outputs) {
        if (done > 0 && !folder)
          await new Promise((resolve) => {
            setTimeout(resolve, BETWEEN_MS);
          });
        const written = await one(
          output,
          how,
          { at: done + 1, count: outputs.length },
          tables,
          database,
          folder,
          own.signal,
        );
        if (!written) return;
        done += 1;
      }
      const [first] = outputs;
      const loss = first?.table ? lossOf(how.format, first.rows ?? 0) : null;
      showToast({
        ...(loss && { detail: loss }),
        title:
          done === 1 && first
            ? `${fileOf(first, how.format).name} saved`
            : `${String(done)} files saved`,
      });
    } catch (error) {
      const failed = outputs[done];
      const file = failed ? fileOf(failed, how.format).name : 'A file';
      if (isAbort(error))
        showToast({
          title: 'Saving was cancelled',
          detail: `${String(done)} of ${String(outputs.length)} files were saved.`,
        });
      else
        showToast({
          tone: 'error',
          title: `${file} was not saved`,
          detail: failureOf(error).message,
        });
    } finally {
      controller = null;
      setSaving(null);
    }
  };
  return {
    saving,
    saved,
    cancel: () => controller?.abort(new DOMException('Cancelled.', 'AbortError')),
    save: (output, safe, format) => write([output], { safe, format }, null),
    saveAll: async (outputs, safe) => {
      const how = { safe, format: 'csv' } as const;
      if (!canPickFolder()) return write(outputs, how, null);
      try {
        const folder = await pickFolder();
        if (folder) await write(outputs, how, folder);
      } catch (error) {
        showToast({
          tone: 'error',
          title: 'This folder cannot be written to',
          detail: `${failureOf(error).message} Save the files one by one instead.`,
        });
      }
    },
  };
}
