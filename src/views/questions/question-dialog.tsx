import { createMemo, Match, Show, Switch, type JSX } from 'solid-js';
import type { TableReading } from '../../engine/reading.ts';
import type { Asked } from '../../state/inputs.ts';
import type { Workbench } from '../../state/workbench.ts';
import { ClockChangeQuestion } from './clock-change-question.tsx';
import './questions.css';
import { RoomQuestion } from './room-question.tsx';
import { TimeQuestion } from './time-question.tsx';

/** Asks what only a person can decide before a table can be read. */
export function QuestionDialog(props: { readonly workbench: Workbench }): JSX.Element {
  const inputs = () => props.workbench.inputs;
  // Kept while the dialog closes, so that it does not empty under the eyes.
  const asked = createMemo((before: Asked | null) => inputs().question() ?? before, null);
  const common = {
    get file() {
      return asked()?.file ?? '';
    },
    get open() {
      return inputs().question() !== null;
    },
    get workbench() {
      return props.workbench;
    },
    onAnswer: (reading: TableReading) => {
      void props.workbench.reread(inputs().files(), reading);
    },
    onCancel: () => {
      inputs().dismissQuestion();
      if (!props.workbench.result()) props.workbench.close();
    },
  };
  const time = () => {
    const question = asked()?.question;
    return question?.kind === 'time' && question;
  };
  const clockChange = () => {
    const question = asked()?.question;
    return question?.kind === 'clock-change' && question;
  };
  const room = () => {
    const question = asked()?.question;
    return question?.kind === 'room' && question;
  };
  return (
    <Show when={asked()} keyed>
      <Switch>
        <Match when={time()}>
          {(question) => <TimeQuestion {...common} question={question()} />}
        </Match>
        <Match when={clockChange()}>
          {(question) => <ClockChangeQuestion {...common} question={question()} />}
        </Match>
        <Match when={room()}>
          {(question) => <RoomQuestion {...common} question={question()} />}
        </Match>
      </Switch>
    </Show>
  );
}
