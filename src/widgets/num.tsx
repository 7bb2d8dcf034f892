import { Show, type JSX } from 'solid-js';
import { formatBytes, formatNumber } from '../charts/format.ts';
import { formatSeconds } from '../charts/format-time.ts';

export interface NumProps {
  value: number | null | undefined;
  /** Decimals; without them whole numbers are complete and others keep four digits. */
  digits?: number;
  unit?: string;
  /** Draws zero in the colour of captions, as in tables. */
  muteZero?: boolean;
}

/** A number, grouped with thin spaces that cannot break. */
export function Num(props: NumProps): JSX.Element {
  return (
    <Show when={typeof props.value === 'number'} fallback={<span class="null">null</span>}>
      <span class={props.muteZero && props.value === 0 ? 'num zero' : 'num'}>
        {formatNumber(props.value ?? 0, props.digits)}
        {props.unit ? `\u00a0${props.unit}` : ''}
      </span>
    </Show>
  );
}

/** A file size or an amount of memory: 6.1 MB. */
export function Bytes(props: { value: number }): JSX.Element {
  return <span class="num">{formatBytes(props.value)}</span>;
}

/** A time span in its largest units: 26 min. */
export function Duration(props: { seconds: number }): JSX.Element {
  return <span class="num">{formatSeconds(props.seconds)}</span>;
}

/** How long a step took, in seconds to a hundredth, so that a column of them compares: 0.42 s. */
export function formatElapsed(seconds: number): string {
  if (seconds >= 100) return formatSeconds(seconds);
  if (seconds > 0 && seconds < 0.005) return '< 0.01 s';
  return `${formatNumber(seconds, seconds < 10 ? 2 : 1)} s`;
}

/** How long a step took. */
export function Elapsed(props: { seconds: number }): JSX.Element {
  return <span class="num">{formatElapsed(props.seconds)}</span>;
}
