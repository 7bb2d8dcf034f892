import { createStore, del, get, set } from 'idb-keyval';
import type { FileHandle, RecentFile, RecentPort } from '../state/recent.ts';

/** What browsers with File System Access have beyond the types of the platform. */
type Picker = (options: { readonly multiple: boolean }) => Promise<readonly FileHandle[]>;

const REMEMBER = 'spoor:remember-files';
const KEY = 'recent';

/** Keeps ways to files in IndexedDB. Null where the browser cannot find a file again. */
export function createRecentPort(): RecentPort | null {
  const picker: unknown = Reflect.get(window, 'showOpenFilePicker');
  if (typeof picker !== 'function') return null;
  const pick: Picker = (options) => Promise.resolve(Reflect.apply(picker, window, [options]));
  let store: ReturnType<typeof createStore> | undefined;
  const files = () => (store ??= createStore('spoor', 'files'));
  return {
    pick: (multiple) =>
      pick({ multiple }).catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'AbortError') return [];
        throw error;
      }),
    // Nothing is opened, and so nothing made, as long as nothing is kept.
    read: async () => (remembers() ? ((await get<readonly RecentFile[]>(KEY, files())) ?? []) : []),
    write: (kept) => (kept.length > 0 ? set(KEY, kept, files()) : del(KEY, files())),
    remembers,
    setRemembers: (remember) => {
      try {
        if (remember) localStorage.setItem(REMEMBER, 'yes');
        else localStorage.removeItem(REMEMBER);
      } catch {
        // A private window may keep nothing: the choice then lasts as long as the page.
      }
    },
  };
}

function remembers(): boolean {
  try {
    return localStorage.getItem(REMEMBER) === 'yes';
  } catch {
    return false;
  }
}
