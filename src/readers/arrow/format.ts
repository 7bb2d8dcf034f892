import type { FormatReader } from '../format.ts';

/** Begins a file: `ARROW1` and two zeros of padding. */
const FILE = Uint8Array.of(0x41, 0x52, 0x52, 0x4f, 0x57, 0x31);
const FEATHER_1 = Uint8Array.of(0x46, 0x45, 0x41, 0x31);
/** Begins a message of a stream, before the length of the schema. */
const CONTINUATION = Uint8Array.of(0xff, 0xff, 0xff, 0xff);

export const ARROW: FormatReader = {
  name: 'arrow',
  label: 'an Arrow file',
  extensions: ['arrow', 'arrows', 'feather', 'ipc'],
  matches: (head) =>
    [FILE, FEATHER_1, CONTINUATION].some((magic) => magic.every((byte, i) => head[i] === byte)),
  load: () => import('./module.ts'),
};
