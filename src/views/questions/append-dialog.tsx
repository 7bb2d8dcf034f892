import { createEffect, createSignal, on, type JSX } from 'solid-js';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { RadioList } from '../../widgets/radio-list.tsx';
import type { QuestionProps } from './question-props.ts';

const NEW = 'new';

/** Asks whether files with the columns of an open table are appended to it. */
export function AppendDialog(props: QuestionProps<'append'>): JSX.Element {
  const [choice, setChoice] = createSignal(NEW);
  createEffect(
    on(
      () => props.question,
      ({ tables }) => setChoice(tables[0]?.id ?? NEW),
    ),
  );
  const leave = (): void => {
    props.question.answer(null);
  };
  const [first, others] = [
    () => props.question.files[0] ?? '',
    () => props.question.files.length - 1,
  ];
  return (
    <Dialog
      open={props.open}
      onOpenChange={(next) => {
        if (!next) leave();
      }}
      title={others() > 0 ? 'Append these files?' : 'Append this file?'}
      description={
        <>
          <b class="question-name">{first()}</b>
          {others() > 0 ? ` and ${String(others())} more have` : ' has'} the columns of a table that
          is open.
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
            {choice() === NEW ? 'Open as a new table' : 'Append'}
          </Button>
        </>
      }
    >
      <RadioList
        label="Where it goes"
        value={choice()}
        choices={[
          ...props.question.tables.map(({ id, name }) => ({
            value: id,
            label: `Append to ${name}`,
            note: 'Its rows come after those that are there.',
          })),
          { value: NEW, label: 'Open as a new table' },
        ]}
        onChange={setChoice}
      />
    </Dialog>
  );
}
