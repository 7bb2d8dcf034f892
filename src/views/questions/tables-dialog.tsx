import { createEffect, createSignal, For, on, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import { Button } from '../../widgets/button.tsx';
import { Checkbox } from '../../widgets/checkbox.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { formatWord } from '../format-word.ts';
import type { QuestionProps } from './question-props.ts';

/** So many tables are ticked from the start; of more, a person ticks those that are wanted. */
const TICKED_AT_MOST = 6;

/** Asks which tables of a database or an archive to open. */
export function TablesDialog(props: QuestionProps<'table'>): JSX.Element {
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  const names = (): readonly string[] => props.question.tables.map(({ name }) => name);
  createEffect(
    on(
      () => props.question,
      () => setChosen(new Set(names().length <= TICKED_AT_MOST ? names() : [])),
    ),
  );
  const toggle = (name: string, ticked: boolean): void => {
    const next = new Set(chosen());
    if (ticked) next.add(name);
    else next.delete(name);
    setChosen(next);
  };
  const leave = (): void => {
    props.question.answer(null);
  };
  return (
    <Dialog
      open={props.open}
      onOpenChange={(next) => {
        if (!next) leave();
      }}
      title="Which tables?"
      description={
        <>
          <b class="question-name">{props.question.file}</b> holds{' '}
          {formatCounted(names().length, 'table')}. Each that you open gets a tab of its own.
        </>
      }
      footer={
        <>
          <span class="question-left">
            <Checkbox
              label="All"
              checked={chosen().size === names().length}
              onChange={(all) => setChosen(new Set(all ? names() : []))}
            />
          </span>
          <Button onClick={leave}>Cancel</Button>
          <Button
            tone="primary"
            disabled={chosen().size === 0}
            onClick={() => {
              props.question.answer(names().filter((name) => chosen().has(name)));
            }}
          >
            {chosen().size === 0 ? 'Open tables' : `Open ${formatCounted(chosen().size, 'table')}`}
          </Button>
        </>
      }
    >
      <ul class="question-list" aria-label="Tables">
        <For each={props.question.tables}>
          {(table) => (
            <li>
              <Checkbox
                label={<span class="question-name">{table.name}</span>}
                checked={chosen().has(table.name)}
                onChange={(ticked) => {
                  toggle(table.name, ticked);
                }}
              />
              <small>
                {[formatWord(table.format), formatCounted(table.columns.length, 'column')].join(
                  ', ',
                )}
              </small>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}
