import { For, Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import type { ReaderModel } from '../../state/reader.ts';
import type { Fix } from '../../state/reasons.ts';
import { Button } from '../../widgets/button.tsx';
import { Callout } from '../../widgets/callout.tsx';
import { grouped } from '../grouped.ts';

const MOST_WARNINGS = 3;

/** What must not be missed: why there is no preview, what the recipe lacks, how much was refused and what helps most. */
export function ReaderNotes(props: {
  readonly model: ReaderModel;
  readonly onFix: (fix: Fix) => void;
}): JSX.Element {
  const preview = () => props.model.preview();
  const missing = () => preview()?.missing ?? [];
  const warnings = () => preview()?.warnings.slice(0, MOST_WARNINGS) ?? [];
  /** The most frequent reason that something can be done about. */
  const helped = () => props.model.reasons().find(({ fix }) => fix !== null);
  return (
    <div class="reader-notes">
      <Show when={props.model.problem()}>
        {(problem) => (
          <Callout tone="error">
            {problem().message} {preview() ? 'The last good preview is still shown.' : ''}
          </Callout>
        )}
      </Show>
      <For each={preview()?.questions ?? []}>
        {({ message, question }) => (
          <Callout
            action={
              <Show when={'column' in question && question.column}>
                {(column) => (
                  <Button
                    small
                    onClick={() => {
                      props.onFix({ kind: 'time', label: 'Say how', column: column() });
                    }}
                  >
                    Say how
                  </Button>
                )}
              </Show>
            }
          >
            {message}{' '}
            {question.kind === 'time' ? 'It is shown as text.' : 'These records are rejected here.'}
          </Callout>
        )}
      </For>
      <Show when={missing().length > 0}>
        <Callout>
          The recipe wants {quoted(missing())}, which no column of the file is called. You are asked
          which columns to use when the table is loaded.
        </Callout>
      </Show>
      <Show when={helped()}>
        {(reason) => (
          <Callout
            action={
              <Button
                small
                onClick={() => {
                  const { fix } = reason();
                  if (fix) props.onFix(fix);
                }}
              >
                {reason().fix?.label}
              </Button>
            }
          >
            <b class="b">
              {formatCount(preview()?.rejected ?? 0)} of{' '}
              {formatCounted(preview()?.records ?? 0, 'record')} looked at{' '}
              {preview()?.rejected === 1 ? 'does' : 'do'} not fit.
            </b>{' '}
            {formatCount(reason().count)} of them
            {reason().column === null ? '' : ` in ${reason().column ?? ''}`}: {reason().reason}.
          </Callout>
        )}
      </Show>
      <For each={warnings()}>{(warning) => <Callout>{grouped(warning)}</Callout>}</For>
    </div>
  );
}

const NAMED_AT_MOST = 6;

function quoted(names: readonly string[]): string {
  const rest = names.length - NAMED_AT_MOST;
  const shown = names.slice(0, NAMED_AT_MOST).join(', ');
  return rest > 0 ? `${shown} and ${formatCount(rest)} more` : shown;
}
