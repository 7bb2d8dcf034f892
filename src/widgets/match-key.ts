/** What a key of the page asks for. */
export type KeyCommand =
  | `step-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`
  | 'next'
  | 'previous'
  | 'open'
  | 'up'
  | 'drawer'
  | 'inspector'
  | 'previous-tab'
  | 'next-tab'
  | 'suspect'
  | 'rename'
  | 'keys'
  | 'escape'
  | 'run';

/** The parts of a keyboard event that decide. */
export interface KeyPress {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** AltGr writes brackets on many keyboards, and then also reads as Ctrl and Alt. */
  altGraph?: boolean;
}

/** Where the focus is, as far as keys care. */
export interface KeyPlace {
  /** In a text field: only keys with Ctrl or ⌘ work. */
  typing: boolean;
  /** In something with keys of its own (button, table, plot, menu): arrows, Enter and Backspace are left to it. */
  busy: boolean;
  /** Whether single-letter keys are on. */
  letters: boolean;
}

const LETTERS: Record<string, KeyCommand> = {
  j: 'next',
  k: 'previous',
  d: 'drawer',
  i: 'inspector',
  s: 'suspect',
  '[': 'previous-tab',
  ']': 'next-tab',
  '?': 'keys',
};

const LEFT_TO_WIDGETS: Record<string, KeyCommand> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Enter: 'open',
  Backspace: 'up',
};

function stepOf(press: KeyPress): KeyCommand | undefined {
  const digit = /^[1-8]$/.test(press.key)
    ? press.key
    : // Some keyboards need Shift for digits: there the key itself counts.
      press.shiftKey
      ? undefined
      : /^Digit([1-8])$/.exec(press.code ?? '')?.[1];
  return digit === undefined ? undefined : (`step-${digit}` as KeyCommand);
}

/** The command of a key, or undefined when the page leaves it alone. */
export function matchKey(press: KeyPress, place: KeyPlace): KeyCommand | undefined {
  const modified = (press.ctrlKey || press.metaKey) && !press.altGraph;
  if (modified) return press.key === 'Enter' && press.shiftKey && !press.altKey ? 'run' : undefined;
  if (press.altKey && !press.altGraph) return undefined;
  if (place.typing) return undefined;
  if (press.key === 'Escape') return 'escape';
  if (press.key === 'F2') return 'rename';
  const left = LEFT_TO_WIDGETS[press.key];
  if (left) return place.busy || press.shiftKey ? undefined : left;
  if (!place.letters) return undefined;
  // Not for capital letters: Shift J is somebody else's.
  if (press.shiftKey && /^[a-z]$/i.test(press.key)) return undefined;
  return LETTERS[press.key.toLowerCase()] ?? stepOf(press);
}
