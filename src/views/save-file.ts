/** A folder that a person picked, as far as it is needed here. */
export type Folder = Pick<FileSystemDirectoryHandle, 'getFileHandle'>;

type PickFolder = (options: { readonly mode: 'readwrite' }) => Promise<Folder>;

const PART_CHARACTERS = 1 << 20;
const PAUSE_AFTER_MS = 30;
const REVOKE_AFTER_MS = 60_000;

/** Text that arrives in pieces as one file; gathered outside the page's heap, and never long at a time. */
export async function gather(
  pieces: AsyncIterable<string> | Iterable<string>,
  type: string,
  signal?: AbortSignal,
): Promise<Blob> {
  const parts: Blob[] = [];
  let waiting: string[] = [];
  let characters = 0;
  let since = performance.now();
  for await (const piece of pieces) {
    signal?.throwIfAborted();
    waiting.push(piece);
    characters += piece.length;
    if (characters >= PART_CHARACTERS) {
      parts.push(new Blob(waiting));
      waiting = [];
      characters = 0;
    }
    if (performance.now() - since > PAUSE_AFTER_MS) {
      await pause();
      since = performance.now();
    }
  }
  return new Blob([...parts, ...waiting], { type });
}

/** Hands a file to the browser's downloads. */
export function download(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has read the address by then; one that is never given back keeps the file in memory.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, REVOKE_AFTER_MS);
}

/** Whether this browser can write into a folder. */
export function canPickFolder(): boolean {
  return typeof Reflect.get(window, 'showDirectoryPicker') === 'function';
}

/** Asks for a folder to write into; null when the person picks none. */
export async function pickFolder(): Promise<Folder | null> {
  const pick = Reflect.get(window, 'showDirectoryPicker') as PickFolder;
  try {
    return await pick.call(window, { mode: 'readwrite' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/** Writes a file into a folder; a file of that name is replaced once the new one is whole. Gives its bytes. */
export async function writeInto(
  folder: Folder,
  name: string,
  pieces: AsyncIterable<string> | Iterable<string>,
  signal?: AbortSignal,
): Promise<number> {
  const handle = await folder.getFileHandle(name, { create: true });
  const file = await handle.createWritable();
  try {
    const blob = await gather(pieces, '', signal);
    await file.write(blob);
    await file.close();
    return blob.size;
  } catch (error) {
    await file.abort();
    throw error;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
