import type { FileHandle, Recent } from '../state/recent.ts';

/** Remembers where dropped files are, if the person wants that. To be called while the drop is handled: items are empty later. */
export function noteDropped(
  recent: Recent | null,
  items: readonly DataTransferItem[] | undefined,
): void {
  if (!recent?.remembers()) return;
  const handles = (items ?? []).map((item) => handleOf(item));
  void Promise.all(handles).then((found) => recent.note(found.filter(isFileHandle)));
}

/** The types of the platform leave this method out. */
function handleOf(item: DataTransferItem): Promise<unknown> {
  const get: unknown = Reflect.get(item, 'getAsFileSystemHandle');
  return typeof get === 'function' && item.kind === 'file'
    ? Promise.resolve(Reflect.apply(get, item, []))
    : Promise.resolve(null);
}

function isFileHandle(value: unknown): value is FileHandle {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'file';
}
