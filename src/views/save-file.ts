/** A folder that a person picked, as far as it is needed here. */
export type Folder = Pick<FileSystemDirectoryHandle, 'getFileHandle'>;

/** A file that a person picked, as far as it is needed here. */
type FileHandle = Pick<FileSystemFileHandle, 'createWritable'>;

type PickFile = (options: { readonly suggestedName: string }) => Promise<FileHandle>;
type PickFolder = (options: { readonly mode: 'readwrite' }) => Promise<Folder>;

const PART_LENGTH = 1 << 20;
const PAUSE_AFTER_MS = 30;
const REVOKE_AFTER_MS = 60_000;

/** What a file is made of: text becomes UTF-8. */
export type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** Pieces gathered to parts of about a megabyte outside the page's heap; the page is never held for long. */
async function* inParts(pieces: Pieces, signal?: AbortSignal): AsyncGenerator<Blob, void> {
  let waiting: BlobPart[] = [];
  let length = 0;
  let since = performance.now();
  for await (const piece of pieces) {
    signal?.throwIfAborted();
    waiting.push(typeof piece === 'string' ? piece : Uint8Array.from(piece));
    length += piece.length;
    if (length >= PART_LENGTH) {
      yield new Blob(waiting);
      waiting = [];
      length = 0;
    }
    if (performance.now() - since > PAUSE_AFTER_MS) {
      await pause();
      since = performance.now();
    }
  }
  signal?.throwIfAborted();
  if (waiting.length > 0) yield new Blob(waiting);
}

/** Pieces as one file. */
export async function gather(pieces: Pieces, type: string, signal?: AbortSignal): Promise<Blob> {
  const parts: Blob[] = [];
  for await (const part of inParts(pieces, signal)) parts.push(part);
  return new Blob(parts, { type });
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
  return unlessDismissed(() => pick.call(window, { mode: 'readwrite' }));
}

/** Writes a file into a folder; a file of that name is replaced once the new one is whole. Gives its bytes. */
export async function writeInto(
  folder: Folder,
  name: string,
  pieces: Pieces,
  signal?: AbortSignal,
): Promise<number> {
  return writeHandle(await folder.getFileHandle(name, { create: true }), pieces, signal);
}

/** Writes a file part by part; what was there before stays until the new one is whole. Gives its bytes. */
async function writeHandle(
  handle: FileHandle,
  pieces: Pieces,
  signal?: AbortSignal,
): Promise<number> {
  const file = await handle.createWritable();
  let bytes = 0;
  try {
    for await (const part of inParts(pieces, signal)) {
      await file.write(part);
      bytes += part.size;
    }
    await file.close();
    return bytes;
  } catch (error) {
    await file.abort();
    throw error;
  }
}

/** Cells from which a table is written to the disk while it is read, where the browser can, instead of gathered first. */
const MANY_CELLS = 4_000_000;

/**
 * Saves a file: a large one into a file that the person picks, where the browser can, else as a download. To be called
 * while a click is fresh. Gives its bytes; null when the person picked no file.
 * @param cells  of the table that is written; 0 for a document.
 */
export async function saveAs(
  { name, mediaType, cells }: { name: string; mediaType: string; cells: number },
  pieces: () => Pieces,
  signal: AbortSignal,
): Promise<number | null> {
  if (cells >= MANY_CELLS && canPickFile()) {
    const handle = await pickFile(name);
    return handle && writeHandle(handle, pieces(), signal);
  }
  const blob = await gather(pieces(), mediaType, signal);
  download(name, blob);
  return blob.size;
}

/** Whether this browser can write into a file that a person picks. */
function canPickFile(): boolean {
  return typeof Reflect.get(window, 'showSaveFilePicker') === 'function';
}

/** Asks for a file to write into; null when the person picks none. To be called while a click is fresh. */
async function pickFile(name: string): Promise<FileHandle | null> {
  const pick = Reflect.get(window, 'showSaveFilePicker') as PickFile;
  return unlessDismissed(() => pick.call(window, { suggestedName: name }));
}

async function unlessDismissed<T>(pick: () => Promise<T>): Promise<T | null> {
  try {
    return await pick();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
