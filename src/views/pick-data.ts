import type { Recent } from '../state/recent.ts';
import { pickFiles } from '../widgets/pick-files.ts';
import { showToast } from '../widgets/toast.tsx';
import { ACCEPTED_FILES } from './accepted-files.ts';

/** Opens a file dialog: one that remembers what is chosen, where the person wants that. None chosen is no files. */
export async function pickData(recent: Recent | null, multiple: boolean): Promise<File[]> {
  if (!recent?.remembers()) return pickFiles({ accept: ACCEPTED_FILES, multiple });
  const files = await recent.pick(multiple);
  if (typeof files !== 'string') return files;
  showToast({ title: files, tone: 'error' });
  return [];
}
