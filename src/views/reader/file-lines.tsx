import { createMemo, For, Index, Show, type JSX } from 'solid-js';
import type { Preview } from '../../engine/ports.ts';
import type { RawLine } from '../../engine/reading.ts';

/** Longer lines are cut: a line may have megabytes. */
const MOST_SHOWN = 2000;

/** A part of a line: a field, or the delimiter before the next one. */
interface Part {
  readonly text: string;
  readonly kind: 'field' | 'delimiter' | 'fault';
}

const KIND_WORDS: Readonly<Record<RawLine['kind'], string>> = {
  preamble: 'before the table',
  comment: 'comment',
  blank: 'empty',
  header: 'names',
  record: '',
  continued: 'of the record above',
};

/** The first lines of a file as they stand: delimiters marked, problems underlined and named at the right. */
export function FileLines(props: {
  readonly file: string;
  readonly preview: Preview;
}): JSX.Element {
  /** The first fault of each line, by line. */
  const faults = createMemo(() => {
    const byLine = new Map<number, { column: string | null; reason: string }>();
    for (const { file, line, column, reason } of props.preview.rejects)
      if (file === props.file && !byLine.has(line)) byLine.set(line, { column, reason });
    return byLine;
  });
  const positions = createMemo(
    () => new Map(props.preview.table.columns.map(({ name }, i) => [name, i])),
  );
  return (
    <div class="reader-lines" tabindex="0" role="region" aria-label="Lines of the file">
      <div class="reader-lines-in">
        <Index each={props.preview.lines ?? []}>
          {(line) => {
            const fault = () => faults().get(line().line) ?? null;
            const reason = (): string | null => line().problem ?? fault()?.reason ?? null;
            const parts = (): readonly Part[] => {
              const column = fault()?.column ?? null;
              const at = column === null ? null : (positions().get(column) ?? null);
              return partsOf(line(), at);
            };
            return (
              <div
                class={`reader-line ${line().kind}`}
                classList={{ bad: reason() !== null, whole: reason() !== null && !fault()?.column }}
              >
                <span class="reader-no">{line().line}</span>
                <span class="reader-text">
                  <For each={parts()}>
                    {(part) => (
                      <Show when={part.kind !== 'field'} fallback={part.text}>
                        <span class={part.kind === 'fault' ? 'reader-fault' : 'reader-sep'}>
                          {part.text}
                        </span>
                      </Show>
                    )}
                  </For>
                </span>
                <span class="reader-why">{reason() ?? KIND_WORDS[line().kind]}</span>
              </div>
            );
          }}
        </Index>
      </div>
    </div>
  );
}

/** @param fault  position of the field that is at fault; null: none alone. */
function partsOf({ text, fields }: RawLine, fault: number | null): readonly Part[] {
  const shown = text.slice(0, MOST_SHOWN);
  const parts: Part[] = [];
  let end = 0;
  const push = (part: Part): void => {
    if (part.text !== '') parts.push(part);
  };
  for (const [i, field] of fields.entries()) {
    if (field.start > shown.length) break;
    if (i > 0)
      push({
        text: shown.slice(end, field.start).replaceAll('\t', '→\t'),
        kind: 'delimiter',
      });
    push({ text: shown.slice(field.start, field.end), kind: i === fault ? 'fault' : 'field' });
    end = field.end;
  }
  push({ text: shown.slice(end), kind: 'field' });
  if (text.length > MOST_SHOWN) push({ text: ' …', kind: 'delimiter' });
  return parts;
}
