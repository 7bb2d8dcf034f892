import { createMemo, Match, Show, Switch, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import { page } from '../../queries/page.ts';
import { createQuery } from '../../state/query.ts';
import type { Workbench } from '../../state/workbench.ts';
import type { Row } from '../../widgets/cell.ts';
import { Dialog } from '../../widgets/dialog.tsx';
import { SimpleTable } from '../../widgets/simple-table.tsx';
import { LoadingState } from '../../widgets/states.tsx';
import { tableColumns, tableRow } from '../drawer/table-columns.ts';
import { documentPiece, type Output, type RunTables } from './outputs.ts';

const FIRST = 20;
const MOST_COLUMNS = 40;

type Preview =
  | { readonly of: Output; readonly rows: readonly Row[] }
  | { readonly of: Output; readonly text: string };

/** The first rows of a table, or a document as it will be saved. */
export function PreviewDialog(props: {
  readonly workbench: Workbench;
  readonly output: Output | null;
  readonly run: RunTables | undefined;
  readonly onClose: () => void;
}): JSX.Element {
  const found = createQuery<Preview>(() => {
    const [output, database, run] = [props.output, props.workbench.resultDatabase(), props.run];
    if (!output || !database || !run) return null;
    return async (signal) => {
      if (output.table) {
        const { schema, query } = output.table;
        const { rows } = await database.rows(page(query, [], 0, FIRST), { signal });
        return { of: output, rows: rows.map((cells) => tableRow(schema, cells)) };
      }
      const text = documentPiece(output, run, props.workbench);
      return { of: output, text };
    };
  });
  const shown = () => (found.value()?.of === props.output ? found.value() : undefined);
  const rows = (): readonly Row[] => {
    const preview = shown();
    return preview && 'rows' in preview ? preview.rows : [];
  };
  const columns = createMemo(() =>
    tableColumns((props.output?.table?.schema ?? []).slice(0, MOST_COLUMNS), rows()),
  );
  const words = (): string => {
    const output = props.output;
    if (!output?.table) return '';
    const more =
      output.table.schema.length > MOST_COLUMNS
        ? `; the first ${formatCount(MOST_COLUMNS)} of ${formatCounted(output.table.schema.length, 'column')}`
        : '';
    return `The first ${formatCounted(rows().length, 'row')} of ${formatCount(output.rows ?? 0)}${more}.`;
  };
  return (
    <Dialog
      open={props.output !== null}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={props.output?.file ?? ''}
      description={words()}
      wide
    >
      <Switch fallback={<LoadingState text="Reading" />}>
        <Match when={found.failure()}>{(failure) => <p class="ink2">{failure().message}</p>}</Match>
        <Match when={shown()}>
          {(preview) => (
            <Show
              when={'rows' in preview()}
              fallback={
                <pre class="ex-text" tabindex="0">
                  {textOf(preview())}
                </pre>
              }
            >
              <div class="ex-scroll" tabindex="0" role="region" aria-label="First rows">
                <SimpleTable
                  label={`First rows of ${props.output?.file ?? ''}`}
                  columns={columns()}
                  rows={rows()}
                />
              </div>
            </Show>
          )}
        </Match>
      </Switch>
    </Dialog>
  );
}

function textOf(preview: Preview): string {
  return 'text' in preview ? preview.text : '';
}
