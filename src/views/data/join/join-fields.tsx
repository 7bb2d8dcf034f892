import { Show, type JSX } from 'solid-js';
import { Checkbox } from '../../../widgets/checkbox.tsx';
import { Field } from '../../../widgets/field.tsx';
import { Segmented } from '../../../widgets/segmented.tsx';
import { Select } from '../../../widgets/select.tsx';
import { inputTitle } from '../input-title.ts';
import { markName, newNames, type JoinForm, type JoinTable } from './join-form.ts';
import { EqualKeys, RangeKeys } from './join-keys.tsx';
import { TakenColumns } from './taken-columns.tsx';

export interface JoinFieldsProps {
  readonly left: JoinTable;
  readonly right: JoinTable;
  /** The tables that can be joined to the left one. */
  readonly others: readonly JoinTable[];
  /** Of the recipe. */
  readonly inputs: readonly string[];
  /** The one that the joined table is to play, or {@link NO_INPUT}. */
  readonly input: string;
  readonly onInput: (input: string) => void;
  readonly form: JoinForm;
  readonly onRight: (id: string) => void;
  readonly onForm: (part: Partial<JoinForm>) => void;
}

/** The joined table plays no input. */
export const NO_INPUT = '';

/** The fields of the dialog, from the other table to what becomes of the joined one. */
export function JoinFields(props: JoinFieldsProps): JSX.Element {
  const mark = (): string =>
    markName(props.left, props.right, newNames(props.left, props.right, props.form.taken));
  return (
    <div class="join">
      <Field label="Other table">
        <Select
          label="Other table"
          value={props.right.id}
          choices={props.others.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={props.onRight}
        />
      </Field>
      <Field label="Rows match by">
        <Segmented
          label="Rows match by"
          value={props.form.how}
          choices={[
            { value: 'equal', label: 'Equal keys' },
            { value: 'range', label: 'Address in range' },
          ]}
          onChange={(how) => {
            props.onForm({ how });
          }}
        />
      </Field>
      <Show when={props.form.how === 'equal'} fallback={<RangeKeys {...props} />}>
        <EqualKeys {...props} />
      </Show>
      <TakenColumns {...props} />
      <Field label="Also">
        <Checkbox
          checked={props.form.mark}
          onChange={(checked) => {
            props.onForm({ mark: checked });
          }}
          label={
            <>
              A column <span class="mono">{mark()}</span>: whether the row has matched
            </>
          }
        />
      </Field>
      <Field label="Without a match">
        <Segmented
          label="Rows without a match"
          value={props.form.unmatched}
          choices={[
            { value: 'keep', label: 'Keep the row' },
            { value: 'drop', label: 'Drop the row' },
          ]}
          onChange={(unmatched) => {
            props.onForm({ unmatched });
          }}
        />
      </Field>
      <Show when={props.form.how === 'equal'}>
        <Field
          label="Doubled keys"
          help={`Where several rows of ${props.right.name} have a key and differ in what is taken.`}
        >
          <Segmented
            label="Doubled keys"
            value={props.form.several}
            choices={[
              { value: 'refuse', label: 'Refuse' },
              { value: 'first', label: 'First row counts' },
            ]}
            onChange={(several) => {
              props.onForm({ several });
            }}
          />
        </Field>
      </Show>
      <Field label="The recipe">
        <Select
          label="The recipe"
          value={props.input}
          choices={[
            { value: NO_INPUT, label: 'Does not run on the joined table' },
            ...props.inputs.map((input) => ({
              value: input,
              label: `Runs on it as ${inputTitle(input)}`,
            })),
          ]}
          onChange={props.onInput}
        />
      </Field>
    </div>
  );
}
