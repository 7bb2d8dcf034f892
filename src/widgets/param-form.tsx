import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import { createSignal, createUniqueId, For, Match, Show, Switch, type JSX } from 'solid-js';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { NumberField } from './number-field.tsx';
import type { NumberLimits } from './parse-number.ts';
import { Section } from './section.tsx';
import { Segmented, type Choice } from './segmented.tsx';
import { Select } from './select.tsx';
import { Slider } from './slider.tsx';

/** One parameter of a step, as the form draws it. */
export interface ParamField extends NumberLimits {
  name: string;
  label: string;
  kind: 'number' | 'choice';
  value: number | string;
  defaultValue: number | string;
  unit?: string;
  slider?: { min: number; max: number; step: number };
  choices?: readonly Choice[];
  help?: string;
}

export interface ParamFormProps {
  fields: readonly ParamField[];
  onChange: (name: string, value: number | string) => void;
  /** While a slider is dragged. */
  onPreview?: (name: string, value: number) => void;
  disabled?: boolean;
}

/** Whether a field's value is not its recipe's. */
export function isChanged(field: ParamField): boolean {
  return field.value !== field.defaultValue;
}

const SEGMENTS = 2;

function NumberRow(props: ParamFormProps & { field: ParamField }): JSX.Element {
  const id = createUniqueId();
  const helpId = createUniqueId();
  const [problem, setProblem] = createSignal<string>();
  const [preview, setPreview] = createSignal<number>();
  const value = (): number => preview() ?? Number(props.field.value);
  const set = (next: number): void => {
    setPreview(undefined);
    props.onChange(props.field.name, next);
  };
  return (
    <Field
      label={props.field.label}
      for={id}
      changed={isChanged(props.field)}
      help={props.field.help}
      helpId={helpId}
      error={problem()}
      below={
        <Show when={props.field.slider}>
          {(range) => (
            <Slider
              label={`${props.field.label}, slider`}
              value={Number(props.field.value)}
              min={range().min}
              max={range().max}
              step={range().step}
              disabled={props.disabled}
              say={(at) => (props.field.unit ? `${at} ${props.field.unit}` : String(at))}
              onPreview={(at) => {
                setPreview(at);
                props.onPreview?.(props.field.name, at);
              }}
              onChange={set}
            />
          )}
        </Show>
      }
    >
      <NumberField
        id={id}
        value={value()}
        unit={props.field.unit}
        min={props.field.min}
        exclusiveMin={props.field.exclusiveMin}
        max={props.field.max}
        integer={props.field.integer}
        disabled={props.disabled}
        describedBy={props.field.help ? helpId : undefined}
        onProblem={setProblem}
        onChange={set}
      />
    </Field>
  );
}

function ChoiceRow(props: ParamFormProps & { field: ParamField }): JSX.Element {
  const choices = (): readonly Choice[] => props.field.choices ?? [];
  const fits = (): boolean =>
    choices().length === SEGMENTS && choices().every((choice) => choice.label.length <= 9);
  const control = {
    get label() {
      return props.field.label;
    },
    get value() {
      return String(props.field.value);
    },
    get choices() {
      return choices();
    },
    onChange: (value: string) => props.onChange(props.field.name, value),
  };
  return (
    <Field label={props.field.label} changed={isChanged(props.field)} help={props.field.help}>
      <Show
        when={fits() && !props.disabled}
        fallback={<Select {...control} disabled={props.disabled} />}
      >
        <Segmented {...control} />
      </Show>
    </Field>
  );
}

/** The form of a step, generated from its fields. A field keeps its row, and what is typed there, while others come and go. */
export function ParamForm(props: ParamFormProps): JSX.Element {
  return (
    <div class="params">
      <For each={props.fields.map((field) => field.name)}>
        {(name) => (
          <Show when={props.fields.find((field) => field.name === name)}>
            {(field) => (
              <Switch>
                <Match when={field().kind === 'number'}>
                  <NumberRow {...props} field={field()} />
                </Match>
                <Match when={field().kind === 'choice'}>
                  <ChoiceRow {...props} field={field()} />
                </Match>
              </Switch>
            )}
          </Show>
        )}
      </For>
    </div>
  );
}

/** The "Parameters" section of an inspector: the form, and Reset in its head once something is changed. */
export function ParamSection(
  props: ParamFormProps & { id: string; title?: string; onReset: () => void },
): JSX.Element {
  return (
    <Section
      id={props.id}
      title={props.title ?? 'Parameters'}
      action={
        <Show when={props.fields.some(isChanged)}>
          <Button
            tone="ghost"
            small
            icon={RotateCcw}
            disabled={props.disabled}
            onClick={() => props.onReset()}
          >
            Reset
          </Button>
        </Show>
      }
    >
      <ParamForm {...props} />
    </Section>
  );
}
