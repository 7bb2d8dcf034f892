import { For, type JSX } from 'solid-js';
import { Checkbox } from './checkbox.tsx';
import { Dialog } from './dialog.tsx';
import { chooseLetterKeys, letterKeys } from './letter-keys.ts';

/** Keys and what they do. */
export interface KeyHint {
  keys: readonly string[];
  does: string;
}

/** The keys of the page, its tables and its charts. */
export const KEY_HINTS: readonly KeyHint[] = [
  { keys: ['1', '…', '6'], does: 'Step of the pipeline' },
  { keys: ['Ctrl', '⇧', '↵'], does: 'Run the recipe' },
  { keys: ['J', '↓'], does: 'Next row or mark' },
  { keys: ['K', '↑'], does: 'Previous row or mark' },
  { keys: ['↵'], does: 'Open the next level' },
  { keys: ['Backspace'], does: 'Up one level' },
  { keys: ['['], does: 'Previous variable or tab' },
  { keys: [']'], does: 'Next variable or tab' },
  { keys: ['D'], does: 'Drawer open or closed' },
  { keys: ['I'], does: 'Inspector open or closed' },
  { keys: ['T'], does: 'Chart as table' },
  { keys: ['S'], does: 'Toggle suspect on the cluster' },
  { keys: ['F2'], does: 'Rename the cluster' },
  { keys: ['Ctrl', 'C'], does: 'Copy rows as TSV' },
  { keys: ['⇧', '←', '→'], does: 'Column width, in a table head' },
  { keys: ['Esc'], does: 'Clear selection, close, cancel' },
];

export interface KeysDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Keys to list; those that do something here. */
  hints?: readonly KeyHint[];
}

/** The list of keys, and the switch for those that are single letters. */
export function KeysDialog(props: KeysDialogProps): JSX.Element {
  return (
    <Dialog
      wide
      open={props.open}
      onOpenChange={props.onOpenChange}
      title="Keys"
      description="Single-letter keys are off while a text field has the focus."
    >
      <dl class="keys">
        <For each={props.hints ?? KEY_HINTS}>
          {(hint) => (
            <div>
              <dt>{hint.does}</dt>
              <dd>
                <For each={hint.keys}>{(key) => <kbd class="kbd">{key}</kbd>}</For>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <div class="keys-set">
        <Checkbox
          label="Single-letter keys on"
          checked={letterKeys()}
          onChange={chooseLetterKeys}
        />
      </div>
    </Dialog>
  );
}
