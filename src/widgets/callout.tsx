import CircleAlert from 'lucide-solid/icons/circle-alert';
import Info from 'lucide-solid/icons/info';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { Show, type JSX } from 'solid-js';
import { createElements } from './create-elements.ts';
import { Icon, type IconShape } from './icon.tsx';

/** How much a callout asks for. */
export type CalloutTone = 'info' | 'warn' | 'error';

const SHAPES: Record<CalloutTone, IconShape> = {
  info: Info,
  warn: TriangleAlert,
  error: CircleAlert,
};
const CLASSES: Record<CalloutTone, string> = { info: 'info', warn: '', error: 'er' };

/** One or two sentences that must not be missed, and the button that helps. */
export function Callout(props: {
  tone?: CalloutTone;
  action?: JSX.Element;
  children: JSX.Element;
}): JSX.Element {
  const action = createElements(() => props.action);
  const tone = (): CalloutTone => props.tone ?? 'warn';
  return (
    <div class={`callout ${CLASSES[tone()]}`} role={tone() === 'error' ? 'alert' : undefined}>
      <Icon of={SHAPES[tone()]} />
      <div>{props.children}</div>
      <Show when={action()}>
        <span class="act">{action()}</span>
      </Show>
    </div>
  );
}
