import { createMemo, createSignal, For, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../../charts/format.ts';
import { Button } from '../../../widgets/button.tsx';
import { Checkbox } from '../../../widgets/checkbox.tsx';
import { Field } from '../../../widgets/field.tsx';
import { newNames, takeable, takenColumns, type JoinForm, type JoinTable } from './join-form.ts';

/** More than this are found by name. */
const SHOWN = 60;

/** Which columns of the other table are taken, and what they are called in the joined one. */
export function TakenColumns(props: {
  readonly left: JoinTable;
  readonly right: JoinTable;
  readonly form: JoinForm;
  readonly onForm: (part: Partial<JoinForm>) => void;
}): JSX.Element {
  const [wanted, setWanted] = createSignal('');
  const columns = createMemo(() => takeable(props.form, props.right));
  const found = createMemo(() => {
    const word = wanted().trim().toLowerCase();
    return columns().filter((column) => column.toLowerCase().includes(word));
  });
  const taken = createMemo(() => takenColumns(props.form, props.right));
  const isTaken = createMemo(() => new Set(taken()));
  const names = createMemo(
    () => new Map(newNames(props.left, props.right, taken()).map((name, i) => [taken()[i], name])),
  );
  const take = (column: string, checked: boolean): void => {
    const others = props.form.taken.filter((other) => other !== column);
    props.onForm({ taken: checked ? [...others, column] : others });
  };
  return (
    <Field label="Columns to take">
      <div class="join-taken">
        <div class="join-taken-h">
          <span class="note">
            {formatCount(taken().length)} of {formatCounted(columns().length, 'column')}
          </span>
          <Show when={columns().length > SHOWN}>
            <div class="in">
              <input
                type="search"
                aria-label="Find a column"
                placeholder="Find a column"
                value={wanted()}
                onInput={(event) => setWanted(event.currentTarget.value)}
              />
            </div>
          </Show>
          <span class="sp" />
          <Button
            small
            tone="ghost"
            onClick={() => {
              props.onForm({ taken: [...new Set([...props.form.taken, ...found()])] });
            }}
          >
            Take all
          </Button>
          <Button
            small
            tone="ghost"
            onClick={() => {
              const dropped = new Set(found());
              props.onForm({ taken: props.form.taken.filter((column) => !dropped.has(column)) });
            }}
          >
            Take none
          </Button>
        </div>
        <div class="join-columns" role="group" aria-label="Columns to take">
          <For each={found().slice(0, SHOWN)}>
            {(column) => (
              <Checkbox
                checked={isTaken().has(column)}
                onChange={(checked) => {
                  take(column, checked);
                }}
                label={
                  <>
                    {column}
                    <Show when={(names().get(column) ?? column) !== column}>
                      <span class="note"> as {names().get(column)}</span>
                    </Show>
                  </>
                }
              />
            )}
          </For>
        </div>
        <Show when={found().length > SHOWN}>
          <p class="note">{formatCount(found().length - SHOWN)} more: find them by name.</p>
        </Show>
      </div>
    </Field>
  );
}
