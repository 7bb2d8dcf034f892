import type { Component, JSX } from 'solid-js';

/** Any icon of lucide-solid, imported on its own: `import Copy from 'lucide-solid/icons/copy'`. */
export type IconShape = Component<{ class?: string; strokeWidth?: number; 'aria-hidden'?: 'true' }>;

/** A decorative icon, 15 px, or 13 px when `small`. The words beside it carry the meaning. */
export function Icon(props: { of: IconShape; small?: boolean; class?: string }): JSX.Element {
  const Shape = (): JSX.Element => {
    const Of = props.of;
    return (
      <Of
        class={`i${props.small ? ' s' : ''}${props.class ? ` ${props.class}` : ''}`}
        strokeWidth={1.6}
        aria-hidden="true"
      />
    );
  };
  return <>{Shape()}</>;
}
