import ChevronDown from 'lucide-solid/icons/chevron-down';
import ChevronUp from 'lucide-solid/icons/chevron-up';
import Copy from 'lucide-solid/icons/copy';
import Download from 'lucide-solid/icons/download';
import X from 'lucide-solid/icons/x';
import { createUniqueId, Show, type JSX } from 'solid-js';
import { Button, IconButton } from '../../widgets/button.tsx';
import { Crumbs, type Crumb } from '../../widgets/crumbs.tsx';
import type { FrameState } from './frame-state.ts';

export interface DrawerProps {
  frame: FrameState;
  /** The path of the selection; empty when nothing is selected. */
  crumbs: readonly Crumb[];
  onCrumb: (id: string, level: number) => void;
  onClear?: () => void;
  onCopy?: () => void;
  onExport?: () => void;
  /** What to say while nothing is selected. */
  hint?: string;
  /** The table of the selected rows. Drawn only while the drawer is open. */
  children: JSX.Element;
}

/** The strip that is always there, and the selected rows below it when it is open. */
export function Drawer(props: DrawerProps): JSX.Element {
  const bodyId = createUniqueId();
  const open = (): boolean => props.frame.drawerOpen();
  const any = (): boolean => props.crumbs.length > 0;
  return (
    <section class="drawer" aria-label="Selected rows">
      <div class="dr-h">
        <IconButton
          small
          label={open() ? 'Close the drawer' : 'Open the drawer'}
          hint="D"
          icon={open() ? ChevronDown : ChevronUp}
          aria-expanded={open()}
          aria-controls={bodyId}
          onClick={() => props.frame.setDrawerOpen(!open())}
        />
        <span class="ink3">Selection</span>
        <Show
          when={any()}
          fallback={<span class="ink3 trunc">{props.hint ?? 'Nothing selected'}</span>}
        >
          <Crumbs crumbs={props.crumbs} onSelect={props.onCrumb} />
          <Show when={props.onClear}>
            {(clear) => (
              <IconButton
                small
                label="Clear selection"
                hint="Esc"
                icon={X}
                onClick={() => clear()()}
              />
            )}
          </Show>
        </Show>
        <span class="sp" />
        <Show when={any() && props.onCopy}>
          {(copy) => (
            <Button tone="ghost" small icon={Copy} onClick={() => copy()()}>
              Copy as TSV
            </Button>
          )}
        </Show>
        <Show when={any() && props.onExport}>
          {(save) => (
            <Button tone="ghost" small icon={Download} onClick={() => save()()}>
              Export CSV
            </Button>
          )}
        </Show>
      </div>
      <div id={bodyId} class="dr-b" hidden={!open()}>
        <Show when={open()}>{props.children}</Show>
      </div>
    </section>
  );
}
