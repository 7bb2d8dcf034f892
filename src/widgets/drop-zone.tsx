import FolderOpen from 'lucide-solid/icons/folder-open';
import { createSignal, onCleanup, onMount, Show, type Accessor, type JSX } from 'solid-js';
import { Portal } from 'solid-js/web';
import { Button, type ButtonTone } from './button.tsx';
import type { IconShape } from './icon.tsx';
import { showToast } from './toast.tsx';

const carriesFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') ?? false;

/** Takes files; of dropped ones also what the browser drags, which must be asked at once and not later. */
export type OnFiles = (files: File[], items?: readonly DataTransferItem[]) => void;

/** Lets the whole window take files. Returns whether some are being held over it. */
export function createWindowDrop(onFiles: OnFiles): Accessor<boolean> {
  const [over, setOver] = createSignal(false);
  let depth = 0;
  const enter = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth += 1;
    setOver(true);
  };
  const hold = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  };
  const leave = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (depth === 0) setOver(false);
  };
  const drop = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    setOver(false);
    const items = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file');
    const folders = items.filter((item) => item.webkitGetAsEntry()?.isDirectory);
    const names = folders.flatMap((item) => item.getAsFile()?.name ?? []);
    if (names.length > 0) {
      showToast({
        title: `${names.join(', ')} ${names.length === 1 ? 'is a folder' : 'are folders'}`,
        detail: 'Drop the files inside instead, or a zip of them.',
        tone: 'error',
      });
    }
    const files = items
      .filter((item) => !folders.includes(item))
      .flatMap((item) => item.getAsFile() ?? []);
    if (files.length > 0) onFiles(files, items);
  };
  onMount(() => {
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', hold);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    onCleanup(() => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', hold);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    });
  });
  return over;
}

/** Covers the window while files are held over it. */
export function DropVeil(props: { over: boolean; text?: string }): JSX.Element {
  return (
    <Show when={props.over}>
      <Portal>
        <div class="drop-veil">{props.text ?? 'Drop to read these files'}</div>
      </Portal>
    </Show>
  );
}

export interface FileButtonProps {
  onFiles: (files: File[]) => void;
  /** Another file dialog than the browser's plain one; none chosen is no files. */
  pick?: (() => Promise<File[]>) | undefined;
  /** As in `<input accept>`. */
  accept?: string;
  multiple?: boolean;
  tone?: ButtonTone;
  icon?: IconShape;
  children: JSX.Element;
}

/** A button that opens the browser's own file dialog. */
export function FileButton(props: FileButtonProps): JSX.Element {
  let input: HTMLInputElement | undefined;
  const choose = async (): Promise<void> => {
    if (!props.pick) {
      input?.click();
      return;
    }
    const files = await props.pick();
    if (files.length > 0) props.onFiles(files);
  };
  return (
    <>
      <input
        ref={(element) => (input = element)}
        type="file"
        hidden
        accept={props.accept}
        multiple={props.multiple ?? true}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file can be chosen again.
          event.currentTarget.value = '';
          if (files.length > 0) props.onFiles(files);
        }}
      />
      <Button tone={props.tone} icon={props.icon ?? FolderOpen} onClick={() => void choose()}>
        {props.children}
      </Button>
    </>
  );
}

export interface DropZoneProps {
  onFiles: OnFiles;
  /** As of {@link FileButton}. */
  pick?: (() => Promise<File[]>) | undefined;
  title?: string;
  text: JSX.Element;
  accept?: string;
  multiple?: boolean;
  /** Of "Choose files"; `primary` by default. */
  tone?: ButtonTone;
  /** At the left: the drawn trail. */
  picture?: JSX.Element;
  /** Further buttons after "Choose files". */
  actions?: JSX.Element;
  /** At the right: room left, engine, threads. */
  side?: JSX.Element;
}

/** Where files go in. The whole window takes drops while it is shown. */
export function DropZone(props: DropZoneProps): JSX.Element {
  const over = createWindowDrop((files, items) => props.onFiles(files, items));
  return (
    <section class={over() ? 'drop over' : 'drop'} aria-label={props.title ?? 'Drop files here'}>
      {props.picture}
      <div class="drop-tx">
        <h2>{props.title ?? 'Drop files here'}</h2>
        <p>{props.text}</p>
        <div class="acts">
          <FileButton
            tone={props.tone ?? 'primary'}
            accept={props.accept}
            multiple={props.multiple}
            pick={props.pick}
            onFiles={(files) => props.onFiles(files)}
          >
            Choose files
          </FileButton>
          {props.actions}
        </div>
      </div>
      <Show when={props.side}>
        <div class="drop-side">{props.side}</div>
      </Show>
    </section>
  );
}
