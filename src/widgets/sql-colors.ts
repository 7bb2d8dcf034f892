import { syntaxTree } from '@codemirror/language';
import { RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';

const CLASSES: Record<string, string> = {
  Keyword: 'kw',
  Type: 'kw',
  Bool: 'kw',
  Null: 'kw',
  Builtin: 'fn',
  String: 'str',
  Number: 'num',
  LineComment: 'com',
  BlockComment: 'com',
};
const MARKS = new Map(
  [...new Set([...Object.values(CLASSES), 'fn'])].map((name) => [
    name,
    Decoration.mark({ class: `syn-${name}` }),
  ]),
);

function colour(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const { doc } = view.state;
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter(node) {
        let name = CLASSES[node.name];
        // A name right before a parenthesis is a function.
        if (node.name === 'Identifier' && doc.sliceString(node.to, node.to + 1) === '(')
          name = 'fn';
        const mark = name === undefined ? undefined : MARKS.get(name);
        if (mark) builder.add(node.from, node.to, mark);
      },
    });
  }
  return builder.finish();
}

/** Colours SQL with our syntax tokens, by the names of its syntax nodes. */
export const sqlColors = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = colour(view);
    }
    update(update: ViewUpdate): void {
      const grown = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || grown)
        this.decorations = colour(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** The look of SQL: tokens reach into the shadow root. */
export const sqlTheme = EditorView.theme({
  '&': { color: 'var(--ink-1)', backgroundColor: 'transparent' },
  '&.cm-focused': {
    outline: '2px solid var(--focus)',
    outlineOffset: '-2px',
    borderRadius: 'var(--r2)',
  },
  '.cm-scroller': { font: 'var(--m-11)', lineHeight: '17px', fontVariantLigatures: 'none' },
  '.cm-content': { padding: '9px 11px', caretColor: 'transparent' },
  '.cm-line': { padding: '0' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--focus) 24%, transparent)',
  },
  '.syn-kw': { color: 'var(--syn-kw)' },
  '.syn-fn': { color: 'var(--syn-fn)' },
  '.syn-str': { color: 'var(--syn-str)' },
  '.syn-num': { color: 'var(--syn-num)' },
  '.syn-com': { color: 'var(--syn-com)' },
});
