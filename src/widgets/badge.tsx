import type { JSX } from 'solid-js';

/** What a badge says by its colour; its word says it too. `dashed` is for "Not scored". */
export type BadgeTone = 'plain' | 'suspect' | 'organic' | 'ok' | 'warn' | 'error' | 'dashed';

const CLASSES: Record<BadgeTone, string> = {
  plain: 'plain',
  suspect: 'su',
  organic: 'or',
  ok: 'ok',
  warn: 'wa',
  error: 'er',
  dashed: 'no',
};

/** One or two words about the thing beside it. */
export function Badge(props: {
  tone?: BadgeTone;
  title?: string;
  children: JSX.Element;
}): JSX.Element {
  return (
    <span class={`badge ${CLASSES[props.tone ?? 'plain']}`} title={props.title}>
      {props.children}
    </span>
  );
}
