import { createMemo, Show, type JSX } from 'solid-js';
import type { Asked } from '../../state/questions.ts';
import type { Workbench } from '../../state/workbench.ts';
import { AppendDialog } from './append-dialog.tsx';
import { ColumnsDialog } from './columns-dialog.tsx';
import { DifferenceDialog } from './difference-dialog.tsx';
import './questions.css';
import { TablesDialog } from './tables-dialog.tsx';

/** What a person is asked before files become tables: a dialog for each kind of question. */
export function Questions(props: { readonly workbench: Workbench }): JSX.Element {
  const asked = (): Asked | null => props.workbench.asked();
  /** The last question of a kind. It stays while its dialog closes, so that it does not empty under the eyes. */
  function last<K extends Asked['kind']>(
    is: (question: Asked) => question is Extract<Asked, { kind: K }>,
  ): () => Extract<Asked, { kind: K }> | null {
    return createMemo((before: Extract<Asked, { kind: K }> | null) => {
      const now = asked();
      return now && is(now) ? now : before;
    }, null);
  }
  const columns = last((now) => now.kind === 'columns');
  const table = last((now) => now.kind === 'table');
  const difference = last((now) => now.kind === 'difference');
  const append = last((now) => now.kind === 'append');
  return (
    <>
      <Show when={columns()}>
        {(question) => (
          <ColumnsDialog
            workbench={props.workbench}
            question={question()}
            open={asked()?.kind === 'columns'}
          />
        )}
      </Show>
      <Show when={table()}>
        {(question) => <TablesDialog question={question()} open={asked()?.kind === 'table'} />}
      </Show>
      <Show when={difference()}>
        {(question) => (
          <DifferenceDialog question={question()} open={asked()?.kind === 'difference'} />
        )}
      </Show>
      <Show when={append()}>
        {(question) => <AppendDialog question={question()} open={asked()?.kind === 'append'} />}
      </Show>
    </>
  );
}
