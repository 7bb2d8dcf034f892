import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createEffect, createSignal, createUniqueId, on, Show, type JSX } from 'solid-js';
import { Icon } from './icon.tsx';
import { parseNumber, signed, type NumberLimits } from './parse-number.ts';

export interface NumberFieldProps extends NumberLimits {
  /** Accessible name, when no `<label for>` points here. */
  label?: string;
  id?: string;
  value: number;
  onChange: (value: number) => void;
  /** Inside the field, at the right: "s", "scaled". */
  unit?: string;
  disabled?: boolean;
  /** The sentence below is drawn by the field unless this takes it. */
  onProblem?: (problem: string | undefined) => void;
  describedBy?: string;
}

/** A number with its unit. Applies on Enter or when it loses focus; Escape puts the old value back. */
export function NumberField(props: NumberFieldProps): JSX.Element {
  const problemId = createUniqueId();
  const [text, setText] = createSignal('');
  const [problem, setProblem] = createSignal<string>();
  const report = (sentence: string | undefined): void => {
    setProblem(sentence);
    props.onProblem?.(sentence);
  };
  const restore = (): void => {
    setText(signed(props.value));
    report(undefined);
  };
  createEffect(on(() => props.value, restore));
  const apply = (): void => {
    const parsed = parseNumber(text(), props);
    if (!parsed.ok) {
      report(parsed.problem);
      return;
    }
    report(undefined);
    if (parsed.value === props.value) setText(signed(parsed.value));
    else props.onChange(parsed.value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.isComposing && !event.ctrlKey && !event.metaKey) {
      // What is applied here goes no further: a dialog goes on with the next Enter.
      if (text() !== signed(props.value)) event.preventDefault();
      apply();
    }
    if (event.key !== 'Escape' || text() === signed(props.value)) return;
    event.preventDefault();
    event.stopPropagation();
    restore();
  };
  const describedBy = (): string | undefined =>
    [problem() && !props.onProblem ? problemId : undefined, props.describedBy]
      .filter(Boolean)
      .join(' ') || undefined;
  return (
    <div class="number">
      <div class={problem() ? 'in bad' : 'in'}>
        <input
          id={props.id}
          type="text"
          inputmode={props.integer ? 'numeric' : 'decimal'}
          autocomplete="off"
          spellcheck={false}
          aria-label={props.label}
          aria-invalid={problem() ? true : undefined}
          aria-describedby={describedBy()}
          value={text()}
          disabled={props.disabled}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={apply}
        />
        <Show
          when={problem()}
          fallback={<Show when={props.unit}>{(unit) => <span class="unit">{unit()}</span>}</Show>}
        >
          <Icon of={TriangleAlert} small />
        </Show>
      </div>
      <Show when={!props.onProblem && problem()}>
        <p class="f-err" id={problemId} role="alert">
          {problem()}
        </p>
      </Show>
    </div>
  );
}
