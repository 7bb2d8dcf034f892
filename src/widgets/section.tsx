import ChevronDown from 'lucide-solid/icons/chevron-down';
import { createSignal, createUniqueId, Show, type JSX } from 'solid-js';
import { Icon } from './icon.tsx';
import { keep, readKept } from './storage.ts';

export interface SectionProps {
  /** Under which it remembers, in this tab, whether it is open. */
  id: string;
  title: string;
  /** At the right of the head: one button or one figure. */
  action?: JSX.Element;
  children: JSX.Element;
}

/** A section of the inspector. Its title collapses it. */
export function Section(props: SectionProps): JSX.Element {
  const bodyId = createUniqueId();
  const key = (): string => `section:${props.id}`;
  const [open, setOpen] = createSignal(readKept('session', key()) !== 'closed');
  const toggle = (): void => {
    keep('session', key(), setOpen((before) => !before) ? 'open' : 'closed');
  };
  return (
    <section class="isec" aria-label={props.title}>
      <div class="isec-h">
        <h2>
          <button type="button" aria-expanded={open()} aria-controls={bodyId} onClick={toggle}>
            {props.title}
            <Icon of={ChevronDown} small />
          </button>
        </h2>
        <span class="sp" />
        {props.action}
      </div>
      <div id={bodyId} class="isec-b" hidden={!open()}>
        <Show when={open()}>{props.children}</Show>
      </div>
    </section>
  );
}
