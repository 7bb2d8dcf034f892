import { showToast } from './toast.tsx';

/** Puts text on the clipboard and says so: "Details copied". Returns whether the browser let it. */
export async function copyText(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ title: `${what} copied` });
    return true;
  } catch {
    showToast({
      tone: 'error',
      title: `${what} not copied`,
      detail:
        'The browser did not give this page the clipboard. Click into the page and copy again.',
    });
    return false;
  }
}
