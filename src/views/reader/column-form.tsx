import { createMemo, Show, type JSX } from 'solid-js';
import type { PreviewColumn } from '../../engine/ports.ts';
import type { ColumnReading } from '../../engine/reading.ts';
import type { ColumnType } from '../../engine/table.ts';
import type { ReaderModel } from '../../state/reader.ts';
import { Combobox } from '../../widgets/combobox.tsx';
import { Field } from '../../widgets/field.tsx';
import { Select } from '../../widgets/select.tsx';
import { TimeForm } from './time-form.tsx';
import { AS_FOUND, TYPE_WORDS, TYPES } from './words.ts';

/** The type of one column, and how its times are written. */
export function ColumnForm(props: {
  readonly model: ReaderModel;
  /** The file's name of the column. */
  readonly column: string;
  readonly onChoose: (column: string) => void;
}): JSX.Element {
  const columns = (): readonly PreviewColumn[] => props.model.preview()?.columns ?? [];
  const found = (): PreviewColumn | undefined =>
    columns().find(({ source }) => source === props.column);
  const isDeclared = (): boolean => (found()?.declared ?? null) !== null;
  const said = (): ColumnReading => props.model.columnReading(props.column);
  const type = (): ColumnType | undefined => said().type ?? found()?.declared ?? found()?.type;
  const candidates = createMemo(() => props.model.candidates(props.column));
  const isTime = (): boolean => type() === 'timestamp' || candidates().length > 0;
  const choose = (next: string): void => {
    const chosen = TYPES.find(({ value }) => value === next)?.value;
    const { time } = said();
    props.model.setColumn(props.column, {
      type: chosen,
      time: chosen === 'timestamp' ? time : undefined,
    });
  };
  return (
    <>
      <Field label="Column">
        <Combobox
          label="Column"
          value={props.column}
          choices={columns().map(({ source }) => source)}
          onChange={(column) => {
            props.onChoose(column);
          }}
        />
      </Field>
      <Field
        label="Type"
        changed={said().type !== undefined}
        help={isDeclared() ? 'The recipe needs this type.' : undefined}
      >
        <Select
          label={`Type of ${props.column}`}
          value={found()?.declared ?? said().type ?? AS_FOUND}
          choices={[
            {
              value: AS_FOUND,
              label: `As found${said().type || !found() ? '' : `: ${TYPE_WORDS[found()?.type ?? 'text']}`}`,
            },
            ...TYPES,
          ]}
          disabled={isDeclared()}
          onChange={choose}
        />
      </Field>
      <Show when={isTime()}>
        <TimeForm
          column={props.column}
          time={said().time}
          candidates={candidates()}
          onChange={(time) => {
            props.model.setColumn(props.column, {
              type: isDeclared() || !time ? undefined : 'timestamp',
              time,
            });
          }}
        />
      </Show>
    </>
  );
}
