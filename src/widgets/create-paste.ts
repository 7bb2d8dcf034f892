import { onCleanup, onMount } from 'solid-js';

const FIELD =
  'input:not([type=checkbox],[type=radio],[type=range],[type=button],[type=file]),textarea,select,[contenteditable]:not([contenteditable=false])';
const DIALOG = '[role=dialog][data-expanded]';

/** Hears what is pasted anywhere in the page but into a field or a dialog. */
export function createPaste(handlers: {
  readonly onFiles: (files: File[]) => void;
  readonly onText: (text: string) => void;
}): void {
  const onPaste = (event: ClipboardEvent): void => {
    const at = event.composedPath()[0];
    if (event.defaultPrevented || (at instanceof Element && at.closest(FIELD))) return;
    if (document.querySelector(DIALOG)) return;
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    // Spreadsheets put a picture of the cells beside their text.
    if (text.trim() !== '') handlers.onText(text);
    else if (files.length > 0) handlers.onFiles(files);
    else return;
    event.preventDefault();
  };
  onMount(() => {
    document.addEventListener('paste', onPaste);
    onCleanup(() => document.removeEventListener('paste', onPaste));
  });
}
