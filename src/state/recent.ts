import { createSignal, type Accessor } from 'solid-js';

/** A way to a file of this computer, as a browser gives it (File System Access). It holds nothing of what is in the file. */
export interface FileHandle {
  readonly name: string;
  getFile(): Promise<File>;
  isSameEntry(other: FileHandle): Promise<boolean>;
  queryPermission?(wanted: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(wanted: { readonly mode: 'read' }): Promise<PermissionState>;
}

/** A file that was opened once. */
export interface RecentFile {
  readonly handle: FileHandle;
  readonly name: string;
  /** Milliseconds since 1970 when it was last opened. */
  readonly at: number;
  /** Rows that it gave then; null while that is not known. */
  readonly rows: number | null;
  /** What was in it when it gave them; absent where it was stored before this was. */
  readonly content?: Content | null;
}

/** What tells the contents of a file of one name apart, as a `File` has it: bytes, and milliseconds since 1970. */
export interface Content {
  readonly size: number;
  readonly lastModified: number;
}

/** What the browser does for it; given by the composition root, replaced in tests. */
export interface RecentPort {
  /** The browser's file dialog. None when it is closed without a choice. */
  pick(multiple: boolean): Promise<readonly FileHandle[]>;
  read(): Promise<readonly RecentFile[]>;
  write(files: readonly RecentFile[]): Promise<void>;
  /** Whether the person wants files to be remembered; false as long as nobody said so. */
  remembers(): boolean;
  setRemembers(remember: boolean): void;
}

export interface Recent {
  readonly remembers: Accessor<boolean>;
  /** Turning it off forgets every file. */
  setRemembers(remember: boolean): Promise<void>;
  /** The last opened first. */
  readonly list: Accessor<readonly RecentFile[]>;
  /** Lets the person choose files, one or several, and remembers them; a sentence where the browser refuses. */
  pick(multiple: boolean): Promise<File[] | string>;
  /** Remembers files that came another way, while the person wants that. */
  note(handles: readonly FileHandle[]): Promise<void>;
  /** Says how many rows a file gave; told of a remembered one that has this name and now holds the same. */
  tellRows(file: Content & { readonly name: string }, rows: number): Promise<void>;
  /** The file again, once the browser has asked for permission; a sentence where it cannot be had. */
  reopen(file: RecentFile): Promise<File | string>;
  forget(file: RecentFile): Promise<void>;
  forgetAll(): Promise<void>;
}

const KEPT = 12;

/** Files that were opened before, where the browser can find them again. Only ways to them are kept, and only on demand. */
export function createRecent(port: RecentPort, now: () => number = Date.now): Recent {
  const [remembers, setRemembers] = createSignal(port.remembers());
  const [list, setList] = createSignal<readonly RecentFile[]>([]);
  const put = async (files: readonly RecentFile[]): Promise<void> => {
    setList(files);
    await port.write(files);
  };
  let last: Promise<void> = port.read().then(
    (files) => void setList(files.map((file) => (file.content ? file : { ...file, rows: null }))),
    // A browser that keeps nothing is not an error.
    () => void setList([]),
  );
  /** One change after the other: each goes on from the list that the one before it left. */
  const change = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const note = (handles: readonly FileHandle[]): Promise<void> =>
    change(async () => {
      if (!remembers()) return;
      let files = list();
      for (const handle of handles) {
        const same = await Promise.all(files.map((file) => file.handle.isSameEntry(handle)));
        const before = files.find((_, i) => same[i]);
        const { rows = null, content = null } =
          before?.content && isSame(await contentOf(handle), before.content) ? before : {};
        files = [
          { handle, name: handle.name, at: now(), rows, content },
          ...files.filter((_, i) => !same[i]),
        ];
      }
      await put(files.slice(0, KEPT));
    });
  return {
    remembers,
    setRemembers: async (remember) => {
      port.setRemembers(remember);
      setRemembers(remember);
      if (!remember) await change(() => put([]));
    },
    list,
    pick: async (multiple) => {
      try {
        const handles = await port.pick(multiple);
        const files = await Promise.all(handles.map((handle) => handle.getFile()));
        await note(handles);
        return files;
      } catch {
        return 'The browser did not give these files. Drop them here instead.';
      }
    },
    note,
    tellRows: ({ name, size, lastModified }, rows) =>
      change(async () => {
        const content = { size, lastModified };
        const isTold = (file: RecentFile): boolean =>
          file.rows === rows && isSame(file.content, content);
        const told = await Promise.all(
          list().map(async (file) =>
            file.name === name && !isTold(file) && isSame(await contentOf(file.handle), content)
              ? { ...file, rows, content }
              : file,
          ),
        );
        if (told.some((file, i) => file !== list()[i])) await put(told);
      }),
    reopen: async ({ handle, name }) => {
      const wanted = { mode: 'read' } as const;
      try {
        const known = (await handle.queryPermission?.(wanted)) ?? 'granted';
        const given =
          known === 'granted' ? known : ((await handle.requestPermission?.(wanted)) ?? known);
        if (given !== 'granted') return `The browser was not allowed to read ${name}.`;
        const file = await handle.getFile();
        await note([handle]);
        return file;
      } catch (error) {
        return refusal(name, error);
      }
    },
    forget: ({ handle }) => change(() => put(list().filter((one) => one.handle !== handle))),
    forgetAll: () => change(() => put([])),
  };
}

/** What a file holds now; null where that may not be known. */
async function contentOf(handle: FileHandle): Promise<Content | null> {
  try {
    const { size, lastModified } = await handle.getFile();
    return { size, lastModified };
  } catch {
    return null;
  }
}

function isSame(a: Content | null | undefined, b: Content): boolean {
  return a?.size === b.size && a.lastModified === b.lastModified;
}

function refusal(name: string, error: unknown): string {
  return error instanceof DOMException && error.name === 'NotFoundError'
    ? `${name} is not where it was. Choose it again, or forget it.`
    : `The browser could not open ${name}. Choose it again.`;
}
