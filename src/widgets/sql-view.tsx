import { sql } from '@codemirror/lang-sql';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import Copy from 'lucide-solid/icons/copy';
import { createEffect, on, onCleanup, onMount, Show, type JSX } from 'solid-js';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import { sqlColors, sqlTheme } from './sql-colors.ts';
import { DUCKDB } from './sql-dialect.ts';

export interface SqlViewProps {
  /** Accessible name: "Compiled SQL of Clusters". */
  label: string;
  sql: string;
  /** False when a Copy button is elsewhere, as in the head of an inspector's section. */
  copy?: boolean;
}

/** A Copy button for the head of a section. */
export function CopyButton(props: { text: string; what: string }): JSX.Element {
  return (
    <Button tone="ghost" small icon={Copy} onClick={() => void copyText(props.text, props.what)}>
      Copy
    </Button>
  );
}

/**
 * SQL to read, wrapped and coloured. It lives in a shadow root: there the editor uses a constructed
 * style sheet, where in the page it would insert a style element that the policy refuses.
 */
export function SqlView(props: SqlViewProps): JSX.Element {
  let host: HTMLDivElement | undefined;
  let view: EditorView | undefined;
  let frame = 0;
  const start = (): void => {
    // Inside a tab or panel that is just being built, the host is not in the page yet: styles would have no window.
    if (!host?.isConnected) {
      frame = requestAnimationFrame(start);
      return;
    }
    const root = host.attachShadow({ mode: 'open' });
    view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: props.sql,
        extensions: [
          EditorState.readOnly.of(true),
          EditorView.editable.of(false),
          EditorView.lineWrapping,
          // Readable by keyboard: it can be scrolled and its text selected, and Tab goes on.
          EditorView.contentAttributes.of({
            tabindex: '0',
            role: 'textbox',
            'aria-readonly': 'true',
            'aria-multiline': 'true',
            'aria-label': props.label,
          }),
          sql({ dialect: DUCKDB }),
          sqlColors,
          sqlTheme,
        ],
      }),
    });
  };
  onMount(start);
  createEffect(
    on(
      () => props.sql,
      (text) => view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
      { defer: true },
    ),
  );
  onCleanup(() => {
    cancelAnimationFrame(frame);
    view?.destroy();
  });
  return (
    <div class="sqlview">
      <div ref={(element) => (host = element)} />
      <Show when={props.copy !== false}>
        <span class="copy">
          <CopyButton text={props.sql} what="SQL" />
        </span>
      </Show>
    </div>
  );
}
