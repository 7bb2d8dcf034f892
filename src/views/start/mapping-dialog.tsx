import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import type { MappingRequest } from '../../state/inputs.ts';
import type { Workbench } from '../../state/workbench.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Field } from '../../widgets/field.tsx';
import { Select } from '../../widgets/select.tsx';
import { proposeColumns } from './propose-columns.ts';

const NONE = '';

/** Asks which columns of a file play the parts that the recipe needs, with a proposal. Leaving it goes back to what was open before. */
export function MappingDialog(props: { readonly workbench: Workbench }): JSX.Element {
  const inputs = () => props.workbench.inputs;
  // Kept while the dialog closes, so that it does not empty under the eyes.
  const request = createMemo(
    (before: MappingRequest | null) => inputs().mappingRequest() ?? before,
    null,
  );
  const [chosen, setChosen] = createSignal<ReadonlyMap<string, string>>(new Map());
  const input = (): string => Object.keys(props.workbench.recipe().inputs)[0] ?? '';
  createEffect(
    on(request, (now) => {
      if (!now) return;
      const roles = new Set(Object.keys(props.workbench.recipe().inputs[input()] ?? {}));
      const free = now.available.filter((column) => !roles.has(column));
      setChosen(proposeColumns(now.missing, free));
    }),
  );
  const open = (): boolean => inputs().mappingRequest() !== null;
  const lacking = (): readonly string[] =>
    (request()?.missing ?? []).filter((role) => !chosen().has(role));
  const leave = (): void => {
    inputs().dismissMapping();
    if (!props.workbench.result()) props.workbench.close();
  };
  const confirm = (): void => {
    if (lacking().length > 0) return;
    const before = inputs().mapping();
    inputs().setMapping({
      ...before,
      [input()]: { ...before[input()], ...Object.fromEntries(chosen()) },
    });
    void props.workbench.run();
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
      open={open()}
      onOpenChange={(next) => {
        if (!next) leave();
      }}
      title="Which columns are these?"
      description={
        <>
          <b class="mapping-file">{request()?.file}</b> has no{' '}
          {(request()?.missing.length ?? 0) === 1 ? 'column' : 'columns'} of{' '}
          {(request()?.missing.length ?? 0) === 1 ? 'this name' : 'these names'}. Say which of its{' '}
          {formatCounted(request()?.available.length ?? 0, 'column')} to use instead.
        </>
      }
      footer={
        <>
          <span class="note mapping-left" role="status">
            <Show when={lacking().length > 0}>
              {formatCounted(lacking().length, 'column')} still to be chosen
            </Show>
          </span>
          <Button
            tone="ghost"
            onClick={() => {
              inputs().dismissMapping();
              props.workbench.showReader(true);
            }}
          >
            Change how it is read
          </Button>
          <Button onClick={leave}>Cancel</Button>
          <Button tone="primary" disabled={lacking().length > 0} onClick={confirm}>
            Use these columns
          </Button>
        </>
      }
    >
      <div class="mapping">
        <For each={request()?.missing ?? []}>
          {(role) => (
            <Field
              label={
                <span class="trunc" title={role}>
                  {role}
                </span>
              }
              help={typeOf(props.workbench, input(), role)}
            >
              <Select
                label={`Column for ${role}`}
                value={chosen().get(role) ?? NONE}
                choices={[
                  { value: NONE, label: 'Choose a column' },
                  ...(request()?.available ?? []).map((column) => ({
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
