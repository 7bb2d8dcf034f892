import Square from 'lucide-solid/icons/square';
import { createEffect, createSignal, onCleanup, Show, type JSX } from 'solid-js';
import { Button } from './button.tsx';
import { progressWords } from './progress-words.ts';

export interface StatusStripProps {
  /** What is being done: "Computing eps 0.32". */
  phase: string;
  /** The part of it: "core points". */
  detail?: string;
  /** 0…1, or none when it cannot be known. */
  share?: number | null;
  secondsLeft?: number | null;
  /** What is shown below: "the last result, eps 0.40". */
  note?: JSX.Element;
  onCancel?: () => void;
}

const SPEAK_EVERY_MS = 5000;

/** What the station is doing while the last good result stays below it. */
export function StatusStrip(props: StatusStripProps): JSX.Element {
  const words = (): string => progressWords(props.detail, props.share, props.secondsLeft);
  const [spoken, setSpoken] = createSignal('');
  let last = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (sentence: string): void => {
    last = performance.now();
    setSpoken(sentence);
  };
  createEffect(() => {
    const sentence = [props.phase, words()].filter(Boolean).join(', ');
    clearTimeout(timer);
    const wait = Math.max(0, last + SPEAK_EVERY_MS - performance.now());
    timer = setTimeout(say, wait, sentence);
  });
  onCleanup(() => clearTimeout(timer));
  return (
    <div class="strip">
      <span class="vh" role="status">
        {spoken()}
      </span>
      <span class="m">{props.phase}</span>
      <span class="ink2 num">{words()}</span>
      <Show when={typeof props.share === 'number'}>
        <span class="pb" aria-hidden="true" style={{ '--v': `${(props.share ?? 0) * 100}%` }}>
          <i />
        </span>
      </Show>
      <span class="sp" />
      <Show when={props.note}>
        <span class="ink3 trunc">{props.note}</span>
      </Show>
      <Show when={props.onCancel}>
        {(cancel) => (
          <Button small icon={Square} onClick={() => cancel()()}>
            Cancel
          </Button>
        )}
      </Show>
    </div>
  );
}
