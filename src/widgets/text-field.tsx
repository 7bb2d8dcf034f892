import { createEffect, createSignal, Show, type JSX } from 'solid-js';

export interface InlineTextProps {
  /** What is named: "Name of cluster 1". */
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Shown in grey while there is no name. */
  placeholder?: string;
  /** Lets a key elsewhere (F2 on the selected row) open the editor. */
  editing?: boolean;
  onEditingChange?: (editing: boolean) => void;
}

/** A text that becomes a field on F2, Enter or a double click. Enter keeps, Escape drops, blur keeps. */
export function InlineText(props: InlineTextProps): JSX.Element {
  const [open, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  let input: HTMLInputElement | undefined;
  const edit = (editing: boolean): void => {
    setOpen(editing);
    props.onEditingChange?.(editing);
  };
  createEffect(() => {
    if (props.editing !== undefined) setOpen(props.editing);
  });
  createEffect(() => {
    if (open()) queueMicrotask(() => input?.select());
  });
  const close = (keep: boolean, refocus: boolean): void => {
    if (!open()) return;
    const text = input?.value.trim() ?? props.value;
    edit(false);
    if (keep && text !== props.value) props.onChange(text);
    if (refocus) queueMicrotask(() => button?.focus());
  };
  const onEditorKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    close(event.key === 'Enter', true);
  };
  const onButtonKey = (event: KeyboardEvent): void => {
    if (event.key !== 'F2' && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    edit(true);
  };
  return (
    <Show
      when={open()}
      fallback={
        <button
          ref={button}
          type="button"
          class={props.value ? 'inline' : 'inline blank'}
          aria-label={`${props.label}: ${props.value || props.placeholder || 'none'}`}
          title="F2 or double click to rename"
          onKeyDown={onButtonKey}
          onDblClick={(event) => {
            event.stopPropagation();
            edit(true);
          }}
        >
          <span class="trunc">{props.value || (props.placeholder ?? '')}</span>
        </button>
      }
    >
      <input
        ref={input}
        class="inline-in"
        type="text"
        aria-label={props.label}
        value={props.value}
        onKeyDown={onEditorKey}
        onBlur={() => close(true, false)}
        onClick={(event) => event.stopPropagation()}
        onDblClick={(event) => event.stopPropagation()}
      />
    </Show>
  );
}
