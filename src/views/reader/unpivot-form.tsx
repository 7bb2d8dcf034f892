import { Show, type JSX } from 'solid-js';
import type { Unpivot } from '../../engine/reading.ts';
import type { ReaderModel } from '../../state/reader.ts';
import { Checkbox } from '../../widgets/checkbox.tsx';
import { Field } from '../../widgets/field.tsx';
import { TextInput } from '../../widgets/text-input.tsx';

/** From so many columns on a table may be meant to be long, whatever they are called. */
const MANY = 50;
/** For names that nothing is known of: those with a digit, as months and windows have. */
const WITH_DIGIT: Unpivot = { pattern: String.raw`^(.*\d.*)$`, names: ['name'], value: 'value' };

/** Whether a table can be made long here: it looks pivoted, has many columns, or is made long already. */
export function isWide(model: ReaderModel): boolean {
  const preview = model.preview();
  if (model.unpivot()) return true;
  return (preview?.pivoted ?? null) !== null || (preview?.table.columns.length ?? 0) >= MANY;
}

/** Whether a wide table is made long, and how its columns are told apart by their names. */
export function UnpivotForm(props: { readonly model: ReaderModel }): JSX.Element {
  const change = (part: Partial<Unpivot>): void => {
    props.model.setUnpivot({ ...WITH_DIGIT, ...props.model.unpivot(), ...part });
  };
  return (
    <>
      <Checkbox
        label="Make it long: a row for each cell"
        checked={props.model.unpivot() !== undefined}
        onChange={(long) => {
          const found = props.model.preview()?.pivoted ?? WITH_DIGIT;
          props.model.setUnpivot(long ? found : undefined);
        }}
      />
      <Show when={props.model.unpivot()}>
        {(unpivot) => (
          <div class="reader-long">
            <Field
              label="Names like"
              help="A regular expression. Columns of other names are kept on every row."
            >
              <TextInput
                mono
                label="Pattern of the names whose columns become rows"
                value={unpivot().pattern}
                onChange={(pattern) => {
                  change({ pattern });
                }}
              />
            </Field>
            <Field label="Groups are" help="A column for each group of the pattern, with commas.">
              <TextInput
                label="Columns that the groups of the pattern become"
                value={unpivot().names.join(', ')}
                onChange={(names) => {
                  change({ names: names.split(',').map((name) => name.trim()) });
                }}
              />
            </Field>
            <Field label="Cells are">
              <TextInput
                label="Column that the cells become"
                value={unpivot().value}
                onChange={(value) => {
                  change({ value: value.trim() });
                }}
              />
            </Field>
          </div>
        )}
      </Show>
    </>
  );
}
