import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createEffect, createSignal, createUniqueId, on, Show, type JSX } from 'solid-js';
import { Icon } from './icon.tsx';

export interface TextInputProps {
  /** Accessible name. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with a text, as a sentence, or null. A wrong one is not applied. */
  check?: (value: string) => string | null;
  placeholder?: string;
  mono?: boolean;
  /** Several lines: Enter begins the next one. */
  lines?: number;
  disabled?: boolean;
}

/** A text. Applies on Enter or when it loses focus; Escape puts the old one back. */
export function TextInput(props: TextInputProps): JSX.Element {
  const problemId = createUniqueId();
  const [text, setText] = createSignal('');
  const [problem, setProblem] = createSignal<string | null>(null);
  const restore = (): void => {
    setText(props.value);
    setProblem(null);
  };
  createEffect(on(() => props.value, restore));
  const apply = (): void => {
    if (text() === props.value) {
      setProblem(null);
      return;
    }
    const found = props.check?.(text()) ?? null;
    setProblem(found);
    if (found === null) props.onChange(text());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const enters = props.lines === undefined || event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && !event.isComposing && enters) {
      // What is applied here goes no further: a dialog goes on with the next Enter.
      if (text() !== props.value) event.preventDefault();
      apply();
    }
    if (event.key !== 'Escape' || text() === props.value) return;
    event.preventDefault();
    event.stopPropagation();
    restore();
  };
  const common = {
    get 'aria-label'() {
      return props.label;
    },
    get 'aria-invalid'() {
      return problem() === null ? undefined : true;
    },
    get 'aria-describedby'() {
      return problem() === null ? undefined : problemId;
    },
    get placeholder() {
      return props.placeholder;
    },
    get disabled() {
      return props.disabled;
    },
    get class() {
      return props.mono ? 'mono' : undefined;
    },
    autocomplete: 'off' as const,
    spellcheck: false,
  };
  return (
    <div class="number">
      <div class={`in${problem() === null ? '' : ' bad'}${props.lines ? ' tall' : ''}`}>
        <Show
          when={props.lines}
          fallback={
            <input
              {...common}
              type="text"
              value={text()}
              onInput={(event) => setText(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              onBlur={apply}
            />
          }
        >
          {(lines) => (
            <textarea
              {...common}
              rows={lines()}
              value={text()}
              onInput={(event) => setText(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              onBlur={apply}
            />
          )}
        </Show>
      </div>
      <Show when={problem()}>
        <p class="f-err" id={problemId} role="alert">
          <Icon of={TriangleAlert} small />
          {problem()}
        </p>
      </Show>
    </div>
  );
}
