import './styles.ts';
import { createMemo, For, type JSX, Show } from 'solid-js';
import { formatCount, formatShareOf } from './format.ts';
import { type Tone, toneColor } from './tone.ts';

/** A part of a whole. */
export interface Segment {
  label: string;
  value: number;
  tone: Tone;
}

/** Props of a bar of shares. */
export interface StackedBarProps {
  /** Accessible name: "Requests by verdict". */
  name: string;
  /** Parts in order; parts of zero are named but not drawn. */
  segments: readonly Segment[];
  /** What is counted, in the singular and the plural: "request", "requests". */
  one: string;
  many?: string;
}

/** Shares of a whole over the full width, with each share in words below. */
export function StackedBar(props: StackedBarProps): JSX.Element {
  const total = createMemo(() => props.segments.reduce((sum, segment) => sum + segment.value, 0));
  const share = (segment: Segment): string =>
    total() > 0 ? formatShareOf(segment.value, total(), props.one, props.many) : '–';
  const drawn = (): Segment[] => props.segments.filter((segment) => segment.value > 0);
  return (
    <div class="ch-stack" role="group" aria-label={props.name}>
      <div class="ch-stack-bar" aria-hidden="true">
        <For each={drawn()}>
          {(segment) => (
            <i
              classList={{ 'ch-hollow': segment.tone === 'noise' }}
              style={{ 'flex-grow': segment.value / total(), color: toneColor(segment.tone) }}
              title={`${segment.label}: ${formatCount(segment.value)} of ${formatCount(total())}`}
            />
          )}
        </For>
      </div>
      <ul>
        <For each={props.segments}>
          {(segment) => (
            <Show when={segment.value > 0 || segment.tone !== 'noise'}>
              <li
                title={`${formatCount(segment.value)} of ${formatCount(total())} ${props.many ?? `${props.one}s`}`}
              >
                <i
                  classList={{ 'ch-hollow': segment.tone === 'noise' }}
                  style={{ color: toneColor(segment.tone) }}
                />
                <b>{share(segment)}</b> {segment.label}
              </li>
            </Show>
          )}
        </For>
      </ul>
    </div>
  );
}
