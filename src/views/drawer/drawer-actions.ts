import { createSignal, type Accessor } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import { failureOf, isAbort, ROWS_GONE } from '../../state/failure.ts';
import type { Workbench } from '../../state/workbench.ts';
import { copyText } from '../../widgets/copy-text.ts';
import { showToast } from '../../widgets/toast.tsx';
import { download, gather } from '../save-file.ts';
import type { SelectedRows } from './selected-rows.ts';
import { fileStem } from './selection-words.ts';
import { MOST_COPIED, rowsAsCsv, rowsAsTsv, type TakenRows } from './take-rows.ts';

export interface DrawerActions {
  copy(): Promise<void>;
  save(): Promise<void>;
  cancel(): void;
  /** Rows written so far, or null while nothing is being saved. */
  readonly saving: Accessor<number | null>;
}

/** Copying and saving what the drawer lists. */
export function createDrawerActions(workbench: Workbench, selected: SelectedRows): DrawerActions {
  const [saving, setSaving] = createSignal<number | null>(null);
  let controller: AbortController | null = null;
  const taken = (): TakenRows | null => {
    const query = selected.query('engine');
    return query ? { query, order: selected.order(), schema: selected.schema() } : null;
  };
  const noun = (): string => (selected.listed() === 'rows' ? 'row' : 'session');
  const failed = (what: string, error: unknown): void => {
    if (!isAbort(error))
      showToast({ tone: 'error', title: what, detail: failureOf(error).message });
  };
  const tellGone = (title: string): void => {
    if (workbench.rowsGone()) showToast({ tone: 'error', title, detail: ROWS_GONE });
  };
  return {
    saving,
    cancel: () => controller?.abort(new DOMException('Cancelled.', 'AbortError')),
    copy: async () => {
      const [database, what] = [workbench.resultDatabase(), taken()];
      tellGone('Nothing was copied');
      if (!database || !what) return;
      try {
        const { text, rows } = await rowsAsTsv(what, database);
        const all = selected.paged.count() ?? rows;
        await copyText(
          text,
          all > MOST_COPIED
            ? `The first ${formatCount(rows)} of ${formatCounted(all, noun())}`
            : formatCounted(rows, noun()),
        );
      } catch (error) {
        failed('Nothing was copied', error);
      }
    },
    save: async () => {
      const [database, what] = [workbench.resultDatabase(), taken()];
      tellGone('Nothing was saved');
      if (!database || !what || controller) return;
      const name = `${fileStem(workbench.selection.path(), `${noun()}s`)}.csv`;
      const own = new AbortController();
      controller = own;
      setSaving(0);
      try {
        const blob = await gather(
          rowsAsCsv(what, database, { signal: own.signal, onRows: setSaving }),
          'text/csv',
          own.signal,
        );
        download(name, blob);
        showToast({ title: `${name} saved` });
      } catch (error) {
        failed(`${name} was not saved`, error);
      } finally {
        controller = null;
        setSaving(null);
      }
    },
  };
}
