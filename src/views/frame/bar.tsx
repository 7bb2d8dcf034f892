import ChevronDown from 'lucide-solid/icons/chevron-down';
import FileText from 'lucide-solid/icons/file-text';
import FolderOpen from 'lucide-solid/icons/folder-open';
import House from 'lucide-solid/icons/house';
import Play from 'lucide-solid/icons/play';
import Plus from 'lucide-solid/icons/plus';
import Save from 'lucide-solid/icons/save';
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal';
import Square from 'lucide-solid/icons/square';
import Table from 'lucide-solid/icons/table';
import X from 'lucide-solid/icons/x';
import { For, Show, type JSX } from 'solid-js';
import { formatBytes } from '../../charts/format.ts';
import { Button, IconButton } from '../../widgets/button.tsx';
import { Icon } from '../../widgets/icon.tsx';
import { Menu, type MenuEntry } from '../../widgets/menu.tsx';
import { Meter } from '../../widgets/meter.tsx';
import { Bytes } from '../../widgets/num.tsx';
import { Brand } from './brand.tsx';
import type { FrameState } from './frame-state.ts';
import { NetworkShield, type SeenRequest } from './network-shield.tsx';
import { ThemeMenu } from './theme-menu.tsx';

/** A file that was read, and what can be done with it. */
export interface BarFile {
  name: string;
  bytes: number;
  onShow: () => void;
  onReplace: () => void;
  onRemove: () => void;
}

/** So many files have a chip; the others are in a menu. */
const CHIPS = 3;

export interface BarProps {
  /** Only with a pipeline: the inspector's button shows when it is needed. */
  frame?: FrameState;
  hasInspector?: boolean;
  /** The open recipe; without it the bar is that of the start. */
  recipe?: { title: string; unsaved?: boolean };
  onSaveRecipe?: () => void;
  onOpenRecipe?: () => void;
  /** Leaves what is open. */
  onStart?: () => void;
  files?: readonly BarFile[];
  onAddFile?: () => void;
  memory?: { used: number; limit: number };
  /** Requests to other origins since the page loaded. */
  requests: readonly SeenRequest[];
  /** Without it there is no Run. */
  run?: {
    running: boolean;
    /** 0…1, or none when it cannot be known. */
    share?: number | null;
    disabled?: boolean;
    /** False where the station has a primary button of its own. */
    primary?: boolean;
    onRun: () => void;
    onCancel: () => void;
  };
}

function RecipeMenu(props: BarProps & { title: string }): JSX.Element {
  const entries = (): MenuEntry[] => {
    const list: MenuEntry[] = [];
    if (props.onSaveRecipe) {
      list.push({ label: 'Save recipe', icon: Save, onSelect: props.onSaveRecipe });
    }
    if (props.onOpenRecipe) {
      list.push({ label: 'Open recipe…', icon: FolderOpen, onSelect: props.onOpenRecipe });
    }
    if (props.onStart) list.push({ label: 'Start page', icon: House, onSelect: props.onStart });
    // Where the bar has no room for chips, files are here.
    if (props.frame?.narrow() && props.files?.length) {
      list.push({ kind: 'rule' }, { kind: 'note', label: 'Files' });
      for (const file of props.files) {
        list.push(
          {
            label: file.name,
            icon: FileText,
            hint: formatBytes(file.bytes),
            onSelect: file.onShow,
          },
          { label: `Remove ${file.name}`, icon: X, onSelect: file.onRemove },
        );
      }
    }
    return list;
  };
  const title = (): JSX.Element => (
    <>
      <span class="trunc">{props.title}</span>
      <Show when={props.recipe?.unsaved}>
        <span class="unsaved" title="Unsaved changes">
          <span class="vh">, unsaved changes</span>
        </span>
      </Show>
    </>
  );
  return (
    <Show when={entries().length > 0} fallback={<span class="pick">{title()}</span>}>
      <Menu class="pick" entries={entries()}>
        {title()}
        <Icon of={ChevronDown} small />
      </Menu>
    </Show>
  );
}

function FileChip(props: { file: BarFile }): JSX.Element {
  const entries = (): MenuEntry[] => [
    { label: 'Show in Data', icon: Table, onSelect: props.file.onShow },
    { label: 'Replace…', icon: FolderOpen, onSelect: props.file.onReplace },
    { label: 'Remove', icon: X, onSelect: props.file.onRemove },
  ];
  return (
    <li class="chip-li">
      <Menu class="chip" entries={entries()} title={props.file.name}>
        <Icon of={FileText} small />
        <b class="trunc">{props.file.name}</b>
        <Bytes value={props.file.bytes} />
      </Menu>
    </li>
  );
}

function FileChips(props: { files: readonly BarFile[] }): JSX.Element {
  const shown = (): readonly BarFile[] =>
    props.files.length > CHIPS ? props.files.slice(0, CHIPS - 1) : props.files;
  const more = (): readonly BarFile[] => props.files.slice(shown().length);
  return (
    <ul class="chips hide-m" aria-label="Files">
      <For each={shown()}>{(file) => <FileChip file={file} />}</For>
      <Show when={more().length > 0}>
        <li class="chip-li more">
          <Menu
            class="chip"
            entries={more().map((file) => ({
              label: file.name,
              icon: FileText,
              hint: formatBytes(file.bytes),
              onSelect: file.onShow,
            }))}
          >
            {`${String(more().length)} more`}
            <Icon of={ChevronDown} small />
          </Menu>
        </li>
      </Show>
    </ul>
  );
}

function RunButton(props: NonNullable<BarProps['run']>): JSX.Element {
  return (
    <Show
      when={props.running}
      fallback={
        <Button
          class="run"
          tone={props.primary === false ? 'plain' : 'primary'}
          icon={Play}
          disabled={props.disabled ?? false}
          onClick={() => props.onRun()}
        >
          Run
          <kbd class="kbd" aria-hidden="true">
            Ctrl ⇧ ↵
          </kbd>
        </Button>
      }
    >
      <Button class="run" icon={Square} onClick={() => props.onCancel()}>
        Cancel
        <kbd class="kbd" aria-hidden="true">
          Esc
        </kbd>
      </Button>
    </Show>
  );
}

/** The top of every page: what is open, what it costs, what left the page, and Run. */
export function Bar(props: BarProps): JSX.Element {
  return (
    <header class="bar">
      <Brand />
      <Show when={props.recipe}>
        {(recipe) => <RecipeMenu {...props} title={recipe().title} />}
      </Show>
      <Show when={props.files?.length}>
        <FileChips files={props.files ?? []} />
      </Show>
      <Show when={props.onAddFile}>
        {(add) => <IconButton label="Add a file" icon={Plus} onClick={() => add()()} />}
      </Show>
      <span class="sp" />
      <Show when={props.memory}>
        {(memory) => (
          <Meter
            label="Memory used by this tab"
            value={memory().used}
            max={memory().limit}
            text={`${formatBytes(memory().used)} of ${formatBytes(memory().limit)}`}
          />
        )}
      </Show>
      <NetworkShield requests={props.requests} />
      <Show when={props.run}>{(run) => <RunButton {...run()} />}</Show>
      <Show
        when={
          props.frame &&
          props.hasInspector &&
          (props.frame.narrow() || !props.frame.inspectorOpen())
        }
      >
        <IconButton
          label="Inspector"
          hint="I"
          icon={SlidersHorizontal}
          aria-expanded={props.frame?.inspectorOpen()}
          onClick={() => props.frame?.setInspectorOpen(!props.frame.inspectorOpen())}
        />
      </Show>
      <ThemeMenu />
      <Show when={props.run?.running && typeof props.run.share === 'number'}>
        <div class="prog" style={{ '--v': `${(props.run?.share ?? 0) * 100}%` }} />
      </Show>
    </header>
  );
}
