import { Button as KobalteButton } from '@kobalte/core/button';
import { Show, splitProps, type JSX } from 'solid-js';
import { Icon, type IconShape } from './icon.tsx';
import { Tooltip } from './tooltip.tsx';

/** `primary` is filled with ink: one per view. `ghost` has no border. */
export type ButtonTone = 'plain' | 'primary' | 'ghost' | 'danger';

export interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'class'> {
  tone?: ButtonTone;
  small?: boolean;
  icon?: IconShape;
  class?: string;
}

const TONES: Record<ButtonTone, string> = {
  plain: '',
  primary: ' pri',
  ghost: ' ghost',
  danger: ' danger',
};

/** The classes of a button, for elements that look like one. */
export function buttonClass(tone: ButtonTone = 'plain', small = false, more = ''): string {
  return `btn${TONES[tone]}${small ? ' sm' : ''}${more ? ` ${more}` : ''}`;
}

/** A button with words, and an icon before them if given. */
export function Button(props: ButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ['tone', 'small', 'icon', 'class', 'children']);
  return (
    <KobalteButton {...rest} class={buttonClass(own.tone, own.small, own.class)}>
      <Show when={own.icon}>{(icon) => <Icon of={icon()} small />}</Show>
      {own.children}
    </KobalteButton>
  );
}

export interface IconButtonProps extends Omit<
  JSX.ButtonHTMLAttributes<HTMLButtonElement>,
  'class' | 'children' | 'type'
> {
  /** Accessible name, and the tooltip. */
  label: string;
  icon: IconShape;
  /** A key shown in the tooltip. */
  hint?: string;
  tone?: ButtonTone;
  small?: boolean;
  class?: string;
}

/** A button without words: its name is in the tooltip. */
export function IconButton(props: IconButtonProps): JSX.Element {
  const [own, rest] = splitProps(props, ['label', 'icon', 'hint', 'tone', 'small', 'class']);
  return (
    <Tooltip
      {...rest}
      text={own.label}
      hint={own.hint}
      as="button"
      type="button"
      aria-label={own.label}
      class={buttonClass(own.tone ?? 'ghost', own.small, `ico ${own.class ?? ''}`)}
    >
      <Icon of={own.icon} small={own.small} />
    </Tooltip>
  );
}
