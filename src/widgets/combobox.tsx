import { Combobox as Kobalte } from '@kobalte/core/combobox';
import Check from 'lucide-solid/icons/check';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import { createMemo, createSignal, type JSX } from 'solid-js';
import { Icon } from './icon.tsx';
import { overlayRoot } from './overlay-root.ts';

export interface ComboboxProps {
  /** Accessible name. */
  label: string;
  value: string;
  choices: readonly string[];
  onChange: (value: string) => void;
  disabled?: boolean;
}

/** Kobalte looks for an option by a selector that its key is put into as it is: a text may be anything. */
interface Option {
  readonly key: string;
  readonly text: string;
}

const asOption = (text: string): Option => ({
  key: text.replace(/\W/g, (unit) => `-${unit.charCodeAt(0).toString(16)}-`),
  text,
});

/** More are found by typing. */
const MOST_SHOWN = 100;

/** The option that a text names: in full, or as the only one that has it. */
function meantBy(typed: string, options: readonly Option[]): string | undefined {
  const text = typed.toLowerCase();
  const named = options.find((option) => option.text.toLowerCase() === text);
  return (named ?? (text !== '' && options.length === 1 ? options[0] : undefined))?.text;
}

/** One of many, found by typing a part of it; Enter takes what was typed out. */
export function Combobox(props: ComboboxProps): JSX.Element {
  const [typed, setTyped] = createSignal('');
  const [open, setOpen] = createSignal(false);
  let input: HTMLInputElement | undefined;
  const shown = createMemo((): Option[] => {
    const part = typed() === props.value ? '' : typed().toLowerCase();
    const found = props.choices.filter((choice) => choice.toLowerCase().includes(part));
    const few = found.slice(0, MOST_SHOWN);
    const isShown = part !== '' || few.includes(props.value) || props.value === '';
    return (isShown ? few : [props.value, ...few]).map(asOption);
  });
  return (
    <Kobalte<Option>
      options={shown()}
      optionValue="key"
      optionTextValue="text"
      optionLabel="text"
      value={asOption(props.value)}
      onChange={(choice) => {
        if (choice && choice.text !== props.value) props.onChange(choice.text);
      }}
      onInputChange={(text) => {
        // A value that is set from outside changes the text, too; while a listed one is clicked the list must stay.
        if (document.activeElement === input) setTyped(text);
        else if (!open()) setTyped('');
      }}
      open={open()}
      onOpenChange={(next, trigger) => {
        setOpen(next);
        // Kobalte puts back the text of the value, and finds it among the options only.
        if (!next || trigger !== 'input') setTyped('');
      }}
      defaultFilter={() => true}
      disallowEmptySelection
      disabled={props.disabled ?? false}
      gutter={4}
      sameWidth
      itemComponent={(item) => (
        <Kobalte.Item
          item={item.item}
          class="menu-i"
          onPointerDown={(event: PointerEvent) => {
            // The press takes the focus, and with it the filtered list, before the click would come.
            const { text } = item.item.rawValue;
            if (event.pointerType === 'mouse' && event.button === 0 && text !== props.value)
              props.onChange(text);
          }}
        >
          <span class="tick">
            <Kobalte.ItemIndicator>
              <Icon of={Check} small />
            </Kobalte.ItemIndicator>
          </span>
          <Kobalte.ItemLabel>{item.item.rawValue.text}</Kobalte.ItemLabel>
        </Kobalte.Item>
      )}
    >
      <Kobalte.Control class="in sel">
        <Kobalte.Input
          ref={input}
          aria-label={props.label}
          spellcheck={false}
          onKeyDown={(event: KeyboardEvent) => {
            // Escape closes the list or takes back what was typed, not the dialog that it is in.
            const isTyped = typed() !== '' && typed() !== props.value;
            if (event.key === 'Escape' && (open() || isTyped)) event.preventDefault();
            // What was typed out needs no arrow key before Enter.
            const typedOut = open() && !input?.getAttribute('aria-activedescendant');
            const meant = event.key === 'Enter' && typedOut ? meantBy(typed(), shown()) : undefined;
            if (meant === undefined || meant === props.value) return;
            event.preventDefault();
            setOpen(false);
            props.onChange(meant);
          }}
        />
        <Kobalte.Trigger class="open" aria-label={`${props.label}, list`}>
          <Icon of={ChevronDown} small />
        </Kobalte.Trigger>
      </Kobalte.Control>
      <Kobalte.Portal mount={overlayRoot()}>
        <Kobalte.Content class="menu">
          <Kobalte.Listbox aria-label={props.label} />
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte>
  );
}
