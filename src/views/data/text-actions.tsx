import Copy from 'lucide-solid/icons/copy';
import Download from 'lucide-solid/icons/download';
import type { JSX } from 'solid-js';
import { csvHeader, csvRows } from '../../engine/export/csv.ts';
import type { Table } from '../../engine/table.ts';
import { Button } from '../../widgets/button.tsx';
import { copyText } from '../../widgets/copy-text.ts';
import { showToast } from '../../widgets/toast.tsx';
import { download } from '../save-file.ts';
import { fileName } from './table-saver.ts';

/** A small table to copy as TSV, as text, or to save as CSV; text that a spreadsheet would run is guarded. */
export function TextActions(props: {
  readonly table: () => Table;
  readonly text: () => string;
  /** What it is: "Describe". */
  readonly what: string;
  /** Name of the table that it tells of. */
  readonly name: string;
}): JSX.Element {
  const written = (delimiter: ',' | '\t'): string => {
    const table = props.table();
    const options = { safe: true, delimiter };
    return csvHeader(table, options) + csvRows(table, options);
  };
  const save = (): void => {
    const file = fileName(`${props.name} ${props.what.toLowerCase()}`, 'csv');
    download(file, new Blob([written(',')], { type: 'text/csv' }));
    showToast({ title: `${file} saved` });
  };
  return (
    <span class="tp-acts">
      <Button
        small
        tone="ghost"
        icon={Copy}
        onClick={() => void copyText(props.text(), props.what)}
      >
        Copy as text
      </Button>
      <Button
        small
        tone="ghost"
        icon={Copy}
        onClick={() => void copyText(written('\t'), props.what)}
      >
        Copy as TSV
      </Button>
      <Button small tone="ghost" icon={Download} onClick={save}>
        Save {props.what.toLowerCase()} as CSV
      </Button>
    </span>
  );
}
