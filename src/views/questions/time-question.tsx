import { createSignal, Show, type JSX } from 'solid-js';
import type { TimeReading } from '../../engine/reading.ts';
import { withColumn } from '../../state/reader.ts';
import { Button } from '../../widgets/button.tsx';
import { Combobox } from '../../widgets/combobox.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { Field } from '../../widgets/field.tsx';
import { NumberField } from '../../widgets/number-field.tsx';
import { RadioList } from '../../widgets/radio-list.tsx';
import { TextInput } from '../../widgets/text-input.tsx';
import {
  formatKey,
  formatOfKey,
  lacksYear,
  lacksZone,
  OTHER,
  patternProblem,
  type TimeFormat,
  zoneNames,
} from '../reader/words.ts';
import type { LoadQuestionProps } from './load-question-props.ts';

/** Asks how the times of a column are written, where several ways fit. */
export function TimeQuestion(props: LoadQuestionProps<'time'>): JSX.Element {
  const zones = zoneNames();
  const before = () => props.table.reading.columns?.[props.question.column];
  const [chosen, setChosen] = createSignal<string | null>(
    props.question.candidates.length === 0 ? OTHER : null,
  );
  const [pattern, setPattern] = createSignal('');
  const [zone, setZone] = createSignal(before()?.time?.zone ?? 'UTC');
  const [year, setYear] = createSignal(new Date().getUTCFullYear());
  const format = (): TimeFormat | null => {
    const key = chosen();
    if (key === null) return null;
    if (key !== OTHER) return formatOfKey(key);
    return pattern() === '' ? null : { pattern: pattern() };
  };
  /** A column that the recipe needs is a time, and nothing else. */
  const isRole = (): boolean => {
    const { types, mapping } = props.as;
    return Object.keys(types ?? {}).some(
      (role) => (mapping[role] ?? role) === props.question.column,
    );
  };
  const answer = (): void => {
    const written = format();
    if (!written) return;
    const time: TimeReading = {
      format: written,
      zone: lacksZone(written) ? zone() : 'UTC',
      ...(lacksYear(written) && { year: year() }),
    };
    const type = isRole() ? undefined : 'timestamp';
    const reading = props.table.reading;
    props.onAnswer(withColumn(reading, props.question.column, { type, time }));
  };
  return (
    <Dialog
      wide
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onCancel();
      }}
      title={`How are the times of ${props.question.column} written?`}
      description={
        <>
          More than one way fits the values of this column in <b class="b">{props.table.name}</b>.
        </>
      }
      footer={
        <>
          <Show when={!isRole()}>
            <Button
              tone="ghost"
              onClick={() => {
                const reading = props.table.reading;
                const { column } = props.question;
                props.onAnswer(withColumn(reading, column, { type: 'text' }));
              }}
            >
              Leave it as text
            </Button>
          </Show>
          <span class="sp" />
          <Button onClick={() => props.onCancel()}>Cancel</Button>
          <Button tone="primary" disabled={format() === null} onClick={answer}>
            Read times so
          </Button>
        </>
      }
    >
      <RadioList
        label="Written as"
        value={chosen()}
        onChange={setChosen}
        choices={[
          ...props.question.candidates.map(({ reading, label, example }) => ({
            value: formatKey(reading.format),
            label: label.charAt(0).toUpperCase() + label.slice(1),
            note: `${example.text} is ${example.time}.`,
          })),
          {
            value: OTHER,
            label: 'A pattern of your own',
            note: '%d/%m/%Y %H:%M:%S stands for 31/01/2020 23:59:00.',
          },
        ]}
      />
      <div class="question-more">
        <Show when={chosen() === OTHER}>
          <Field label="Pattern">
            <TextInput
              mono
              label="Pattern"
              value={pattern()}
              check={patternProblem}
              onChange={setPattern}
            />
          </Field>
        </Show>
        <Show when={format()}>
          {(written) => (
            <>
              <Show when={lacksZone(written())}>
                <Field label="Zone" help="Of times that have none of their own.">
                  <Combobox label="Zone" value={zone()} choices={zones} onChange={setZone} />
                </Field>
              </Show>
              <Show when={lacksYear(written())}>
                <Field
                  label="Year"
                  help="Of the first record; a month that falls back begins the next year."
                >
                  <NumberField
                    label="Year of the first record"
                    integer
                    min={1900}
                    max={2200}
                    value={year()}
                    onChange={setYear}
                  />
                </Field>
              </Show>
            </>
          )}
        </Show>
      </div>
    </Dialog>
  );
}
