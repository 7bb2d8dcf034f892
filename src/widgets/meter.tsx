import type { JSX } from 'solid-js';
import { meterLevel } from './meter-level.ts';

export interface MeterProps {
  /** Accessible name: "Memory used by this tab". */
  label: string;
  value: number;
  max: number;
  /** What it says above the bar: "412 MB of 2.0 GB". */
  text: string;
}

/** Used of a limit. */
export function Meter(props: MeterProps): JSX.Element {
  const share = (): number => (props.max > 0 ? Math.min(1, props.value / props.max) : 0);
  return (
    <div
      class="meter"
      role="meter"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={props.max}
      aria-valuenow={Math.min(props.value, props.max)}
      aria-valuetext={props.text}
      data-level={meterLevel(share())}
      title={props.label}
      style={{ '--v': `${share() * 100}%` }}
    >
      <span>{props.text}</span>
      <i />
    </div>
  );
}
