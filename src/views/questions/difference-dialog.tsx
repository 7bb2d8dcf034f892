import { createEffect, createMemo, createSignal, For, on, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import type { ColumnDifference } from '../../engine/reading.ts';
import type { Differing } from '../../state/questions.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { RadioList, type RadioChoice } from '../../widgets/radio-list.tsx';
import type { QuestionProps } from './question-props.ts';

/** Differences that are listed; the others are counted. */
const SHOWN = 200;

/** Shows column by column how files differ, and asks what becomes of them. */
export function DifferenceDialog(props: QuestionProps<'difference'>): JSX.Element {
  const [choice, setChoice] = createSignal<Differing>('union');
  const common = (): number => props.question.common;
  const differing = (): number => props.question.differences.length;
  createEffect(
    on(
      () => props.question,
      // Files that have more apart than in common are rarely meant as one table.
      () => setChoice(common() > differing() ? 'union' : 'separate'),
    ),
  );
  const choices = createMemo((): readonly RadioChoice<Differing>[] => [
    {
      value: 'union',
      label: 'One table, all columns',
      note: `${formatCounted(common() + differing(), 'column')}; a file that lacks one has nulls there.`,
    },
    {
      value: 'common',
      label: 'One table, common columns',
      note:
        common() === 0
          ? 'These files have no column in common.'
          : `${formatCounted(common(), 'column')}; the values of the others are not read.`,
      disabled: common() === 0,
    },
    {
      value: 'separate',
      label: 'Separate tables',
      note:
        props.question.to === null
          ? 'Files with the same columns are still one table.'
          : `${props.question.to} stays as it is.`,
    },
  ]);
  const goOn = (): string => {
    const appending = props.question.to !== null;
    if (choice() === 'separate') return appending ? 'Open as a new table' : 'Open separate tables';
    return appending ? 'Append' : 'Open one table';
  };
  const leave = (): void => {
    props.question.answer(null);
  };
  return (
    <Dialog
      wide
      open={props.open}
      onOpenChange={(next) => {
        if (!next) leave();
      }}
      title="These files have different columns"
      description={
        <>
          {formatCounted(differing(), 'column')} {differing() === 1 ? 'is' : 'are'} in some of them
          only,{' '}
          {common() === 0
            ? 'none is'
            : `${formatCounted(common(), 'column')} ${common() === 1 ? 'is' : 'are'}`}{' '}
          in all.
        </>
      }
      footer={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button
            tone="primary"
            onClick={() => {
              props.question.answer(choice());
            }}
          >
            {goOn()}
          </Button>
        </>
      }
    >
      <Differences files={props.question.files} differences={props.question.differences} />
      <div class="question-choices">
        <RadioList
          label="What becomes of them"
          value={choice()}
          choices={choices()}
          onChange={setChoice}
        />
      </div>
    </Dialog>
  );
}

function Differences(props: {
  readonly files: readonly string[];
  readonly differences: readonly ColumnDifference[];
}): JSX.Element {
  return (
    <div class="difference" tabindex="0" role="region" aria-label="Columns that differ">
      <table>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <For each={props.files}>{(file) => <th scope="col">{file}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.differences.slice(0, SHOWN)}>
            {({ column, files }) => (
              <tr>
                <th scope="row">{column}</th>
                <For each={files}>
                  {({ type }) => (
                    <td>
                      <Show when={type} fallback={<span class="ink3">none</span>}>
                        {(known) => (known() === 'unknown' ? 'yes' : known())}
                      </Show>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={props.differences.length > SHOWN}>
        <p class="note difference-more">
          {formatCounted(props.differences.length - SHOWN, 'more column')}
        </p>
      </Show>
    </div>
  );
}
