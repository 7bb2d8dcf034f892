import { createEffect, createSignal, For, on, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Field } from '../../widgets/field.tsx';
import { Select } from '../../widgets/select.tsx';
import { proposeColumns } from './propose-columns.ts';
import type { QuestionProps } from './question-props.ts';

const NONE = '';

/** Asks which columns of a table play the parts that the recipe needs, with a proposal. */
export function ColumnsDialog(
  props: QuestionProps<'columns'> & { readonly workbench: Workbench },
): JSX.Element {
  const missing = (): readonly string[] => props.question.missing;
  const available = (): readonly string[] => props.question.available;
  const [chosen, setChosen] = createSignal<ReadonlyMap<string, string>>(new Map());
  createEffect(
    on(
      () => props.question,
      ({ input }) => {
        const roles = new Set(Object.keys(props.workbench.recipe().inputs[input] ?? {}));
        const free = available().filter((column) => !roles.has(column));
        setChosen(proposeColumns(missing(), free));
      },
    ),
  );
  const lacking = (): readonly string[] => missing().filter((role) => !chosen().has(role));
  const leave = (): void => {
    props.question.answer(null);
  };
  const confirm = (): void => {
    if (lacking().length === 0) props.question.answer(Object.fromEntries(chosen()));
  };
  const choose = (role: string, column: string): void => {
    const next = new Map(chosen());
    if (column === NONE) next.delete(role);
    else next.set(role, column);
    setChosen(next);
  };
  return (
    <Dialog
      wide
      open={props.open}
      onOpenChange={(next) => {
        if (!next) leave();
      }}
      title="Which columns are these?"
      description={
        <>
          <b class="question-name">{props.question.table}</b> has no{' '}
          {missing().length === 1 ? 'column' : 'columns'} of{' '}
          {missing().length === 1 ? 'this name' : 'these names'}. Say which of its{' '}
          {formatCounted(available().length, 'column')} to use instead.
        </>
      }
      footer={
        <>
          <span class="note question-left" role="status">
            <Show when={lacking().length > 0}>
              {formatCounted(lacking().length, 'column')} still to be chosen
            </Show>
          </span>
          <Button
            tone="ghost"
            onClick={() => {
              leave();
              props.workbench.readings.change(props.question.id);
            }}
          >
            Change how it is read
          </Button>
          <Button onClick={leave}>Not now</Button>
          <Button tone="primary" disabled={lacking().length > 0} onClick={confirm}>
            Use these columns
          </Button>
        </>
      }
    >
      <div class="mapping">
        <For each={missing()}>
          {(role) => (
            <Field
              label={
                <span class="trunc" title={role}>
                  {role}
                </span>
              }
              help={typeOf(props.workbench, props.question.input, role)}
            >
              <Select
                label={`Column for ${role}`}
                value={chosen().get(role) ?? NONE}
                choices={[
                  { value: NONE, label: 'Choose a column' },
                  ...available().map((column) => ({
                    value: column,
                    label: column === '' ? '(no name)' : column,
                  })),
                ]}
                onChange={(column) => {
                  choose(role, column);
                }}
              />
            </Field>
          )}
        </For>
      </div>
    </Dialog>
  );
}

const TYPE_WORDS = {
  text: 'text',
  integer: 'whole numbers',
  number: 'numbers',
  timestamp: 'times, ISO 8601',
  boolean: 'yes or no',
} as const;

function typeOf(workbench: Workbench, input: string, role: string): string {
  return TYPE_WORDS[workbench.recipe().inputs[input]?.[role] ?? 'text'];
}
