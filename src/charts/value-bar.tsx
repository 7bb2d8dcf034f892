import './styles.ts';
import type { JSX } from 'solid-js';

/** Props of a bar in a table cell. The cell's number stands beside it. */
export interface ValueBarProps {
  value: number;
  /** Value of a full track. */
  max: number;
  /** `var(--mark)` by default. */
  color?: string;
  /** Width of the track in CSS, the room there is by default. */
  width?: string;
  /** Outlined instead of filled: noise. */
  hollow?: boolean;
}

/** A bar of 8 px on a sunken track, from zero. */
export function ValueBar(props: ValueBarProps): JSX.Element {
  const share = (): number =>
    props.max > 0 && props.value > 0 ? Math.min(1, props.value / props.max) : 0;
  return (
    <span class="ch-track" style={{ width: props.width ?? '' }} aria-hidden="true">
      <i
        classList={{ 'ch-some': share() > 0, 'ch-hollow': props.hollow === true }}
        style={{ width: `${share() * 100}%`, color: props.color ?? 'var(--mark)' }}
      />
    </span>
  );
}
