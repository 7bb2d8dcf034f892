import Plus from 'lucide-solid/icons/plus';
import X from 'lucide-solid/icons/x';
import { Index, Show, type JSX } from 'solid-js';
import { Button, IconButton } from '../../../widgets/button.tsx';
import { Field } from '../../../widgets/field.tsx';
import { Segmented } from '../../../widgets/segmented.tsx';
import { Select } from '../../../widgets/select.tsx';
import {
  addressColumns,
  keyColumns,
  NONE,
  partners,
  rangeColumns,
  type JoinForm,
  type JoinTable,
} from './join-form.ts';

interface KeysProps {
  readonly left: JoinTable;
  readonly right: JoinTable;
  readonly form: JoinForm;
  readonly onForm: (part: Partial<JoinForm>) => void;
}

/** Pairs of columns whose values must be equal; the right one has the type of the left one. */
export function EqualKeys(props: KeysProps): JSX.Element {
  const setPairs = (pairs: JoinForm['pairs']): void => {
    props.onForm({ pairs });
  };
  const put = (at: number, part: Partial<JoinForm['pairs'][number]>): void => {
    setPairs(props.form.pairs.map((pair, i) => (i === at ? { ...pair, ...part } : pair)));
  };
  return (
    <Field label="Keys">
      <div class="join-pairs">
        <Index each={props.form.pairs}>
          {(pair, i) => (
            <div class="join-pair">
              <ColumnSelect
                label={`Key ${String(i + 1)} in ${props.left.name}`}
                value={pair().left}
                columns={keyColumns(props.left)}
                onChange={(left) => {
                  const fits = partners(props.left, left, props.right).includes(pair().right);
                  put(i, { left, right: fits ? pair().right : NONE });
                }}
              />
              <span aria-hidden="true">=</span>
              <ColumnSelect
                label={`Key ${String(i + 1)} in ${props.right.name}`}
                value={pair().right}
                columns={partners(props.left, pair().left, props.right)}
                onChange={(right) => {
                  put(i, { right });
                }}
              />
              <IconButton
                small
                icon={X}
                label={`Remove key ${String(i + 1)}`}
                disabled={props.form.pairs.length === 1}
                onClick={() => {
                  setPairs(props.form.pairs.filter((_, other) => other !== i));
                }}
              />
            </div>
          )}
        </Index>
        <Button
          small
          icon={Plus}
          onClick={() => {
            setPairs([...props.form.pairs, { left: NONE, right: NONE }]);
          }}
        >
          Add key
        </Button>
      </div>
    </Field>
  );
}

/** The column of addresses, and the one or two columns that say a range. */
export function RangeKeys(props: KeysProps): JSX.Element {
  return (
    <>
      <Field label="Address">
        <ColumnSelect
          label={`Address in ${props.left.name}`}
          value={props.form.address}
          columns={addressColumns(props.left)}
          onChange={(address) => {
            props.onForm({ address });
          }}
        />
      </Field>
      <Field label="Range is in">
        <Segmented
          label="Range is in"
          value={props.form.written}
          choices={[
            { value: 'range', label: 'One column' },
            { value: 'between', label: 'First and last address' },
          ]}
          onChange={(written) => {
            props.onForm({ written });
          }}
        />
      </Field>
      <Field
        label="Range"
        help="192.0.2.0/24, 2001:db8::/32, 192.0.2.1-192.0.2.9 or one address. Where ranges overlap, the narrowest counts."
      >
        <Show
          when={props.form.written === 'range'}
          fallback={
            <div class="join-pair">
              <ColumnSelect
                label={`First address in ${props.right.name}`}
                value={props.form.first}
                columns={addressColumns(props.right)}
                onChange={(first) => {
                  props.onForm({ first });
                }}
              />
              <span>to</span>
              <ColumnSelect
                label={`Last address in ${props.right.name}`}
                value={props.form.last}
                columns={addressColumns(props.right)}
                onChange={(last) => {
                  props.onForm({ last });
                }}
              />
            </div>
          }
        >
          <ColumnSelect
            label={`Range in ${props.right.name}`}
            value={props.form.range}
            columns={rangeColumns(props.right)}
            onChange={(range) => {
              props.onForm({ range });
            }}
          />
        </Show>
      </Field>
    </>
  );
}

function ColumnSelect(props: {
  readonly label: string;
  readonly value: string;
  readonly columns: readonly string[];
  readonly onChange: (column: string) => void;
}): JSX.Element {
  return (
    <Select
      label={props.label}
      value={props.value}
      choices={[
        { value: NONE, label: props.columns.length > 0 ? 'Choose a column' : 'No column fits' },
        ...props.columns.map((column) => ({ value: column, label: column })),
      ]}
      onChange={props.onChange}
    />
  );
}
