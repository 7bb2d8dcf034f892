import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import type { TimeCandidate, TimeReading } from '../../engine/reading.ts';
import { Combobox } from '../../widgets/combobox.tsx';
import { Field } from '../../widgets/field.tsx';
import { NumberField } from '../../widgets/number-field.tsx';
import { Select } from '../../widgets/select.tsx';
import { TextInput } from '../../widgets/text-input.tsx';
import {
  AS_FOUND,
  FORMATS,
  formatKey,
  formatOfKey,
  GAPS,
  lacksYear,
  lacksZone,
  OTHER,
  OVERLAPS,
  patternProblem,
  zoneNames,
} from './words.ts';

const START: TimeReading = { format: 'iso', zone: 'UTC' };

function thisYear(): number {
  return new Date().getUTCFullYear();
}

/** How the times of a column are written, and what is done where the clock was changed. */
export function TimeForm(props: {
  readonly column: string;
  readonly time: TimeReading | undefined;
  /** What fits the column's values, where that was asked. */
  readonly candidates: readonly TimeCandidate[];
  readonly onChange: (time: TimeReading | undefined) => void;
}): JSX.Element {
  const zones = zoneNames();
  const [own, setOwn] = createSignal(false);
  const formats = createMemo(() => {
    const fitting = props.candidates.map(({ label, reading, example }) => ({
      format: reading.format,
      label: `${label}: ${example.time}`,
    }));
    const known = new Set(fitting.map(({ format }) => formatKey(format)));
    return [...fitting, ...FORMATS.filter(({ format }) => !known.has(formatKey(format)))];
  });
  const choices = createMemo(() => [
    { value: AS_FOUND, label: 'As found' },
    ...formats().map(({ format, label }) => ({ value: formatKey(format), label })),
    { value: OTHER, label: 'A pattern of your own' },
  ]);
  const chosen = (): string => {
    if (own()) return OTHER;
    if (!props.time) return AS_FOUND;
    const key = formatKey(props.time.format);
    return choices().some(({ value }) => value === key) ? key : OTHER;
  };
  const pattern = (): string => {
    const format = props.time?.format ?? 'iso';
    return typeof format === 'string' ? '' : format.pattern;
  };
  const change = (part: Partial<TimeReading>): void => {
    const { year, gap, overlap, ...time } = { ...START, ...props.time, ...part };
    props.onChange({
      ...time,
      ...(lacksYear(time.format) && { year: year ?? thisYear() }),
      ...(gap && { gap }),
      ...(overlap && { overlap }),
    });
  };
  const choose = (key: string): void => {
    setOwn(key === OTHER);
    if (key === AS_FOUND) props.onChange(undefined);
    else if (key !== OTHER) change({ format: formatOfKey(key) });
  };
  return (
    <>
      <Field label="Written as">
        <Select
          label={`Format of ${props.column}`}
          value={chosen()}
          choices={choices()}
          onChange={choose}
        />
      </Field>
      <Show when={chosen() === OTHER}>
        <Field label="Pattern" help="%d/%m/%Y %H:%M:%S, as of strptime">
          <TextInput
            mono
            label={`Pattern of ${props.column}`}
            value={pattern()}
            check={patternProblem}
            onChange={(text) => {
              change({ format: { pattern: text } });
            }}
          />
        </Field>
      </Show>
      <Show when={props.time}>
        {(time) => (
          <>
            <Show when={lacksYear(time().format)}>
              <Field
                label="Year"
                help="Of the first record; a month that falls back begins the next year."
              >
                <NumberField
                  label="Year of the first record"
                  integer
                  min={1900}
                  max={2200}
                  value={time().year ?? thisYear()}
                  onChange={(year) => {
                    change({ year });
                  }}
                />
              </Field>
            </Show>
            <Show when={lacksZone(time().format)}>
              <Field label="Zone">
                <Combobox
                  label={`Zone of ${props.column}`}
                  value={time().zone}
                  choices={zones}
                  onChange={(zone) => {
                    change({ zone });
                  }}
                />
              </Field>
              <Show when={time().zone !== 'UTC'}>
                <ClockChangeFields time={time()} onChange={change} />
              </Show>
            </Show>
          </>
        )}
      </Show>
    </>
  );
}

/** What becomes of local times that a clock change leaves out, or that happen twice. */
export function ClockChangeFields(props: {
  readonly time: Pick<TimeReading, 'gap' | 'overlap'>;
  readonly onChange: (part: Pick<TimeReading, 'gap' | 'overlap'>) => void;
}): JSX.Element {
  const gaps = ['reject', 'before', 'after'] as const;
  const overlaps = ['reject', 'earlier', 'later'] as const;
  return (
    <>
      <Field label="Left out">
        <Select
          label="Times that the clock change leaves out"
          value={props.time.gap ?? 'ask'}
          choices={GAPS}
          onChange={(value) => {
            props.onChange({ gap: gaps.find((gap) => gap === value) });
          }}
        />
      </Field>
      <Field label="Twice">
        <Select
          label="Times that happen twice"
          value={props.time.overlap ?? 'ask'}
          choices={OVERLAPS}
          onChange={(value) => {
            props.onChange({ overlap: overlaps.find((overlap) => overlap === value) });
          }}
        />
      </Field>
    </>
  );
}
