import { For, type JSX } from 'solid-js';

/** Text that breaks between words only, not at the thin spaces inside its numbers. */
export function Words(props: { readonly text: string }): JSX.Element {
  return (
    <For each={props.text.split(' ')}>
      {(word, i) => (
        <>
          {i() > 0 ? ' ' : ''}
          <span class="num">{word}</span>
        </>
      )}
    </For>
  );
}
