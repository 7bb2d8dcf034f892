import { createMemo, Match, Show, Switch, type JSX } from 'solid-js';
import type { TableReading } from '../../engine/reading.ts';
import type { LoadQuestion as Asked } from '../../state/table-readings.ts';
import type { Workbench } from '../../state/workbench.ts';
import { ClockChangeQuestion } from './clock-change-question.tsx';
import './questions.css';
import { RoomQuestion } from './room-question.tsx';
import { TimeQuestion } from './time-question.tsx';

/** Asks what only a person can decide before a table can be loaded. */
export function LoadQuestion(props: { readonly workbench: Workbench }): JSX.Element {
  const readings = () => props.workbench.readings;
  // Kept while the dialog closes, so that it does not empty under the eyes.
  const asked = createMemo((before: Asked | null) => {
    const now = readings().question() ?? before;
    return now?.failed === before?.failed ? before : now;
  }, null);
  return (
    <Show when={asked()} keyed>
      {({ table, failed, question }) => {
        const common = {
          table,
          as: failed.as,
          get open() {
            return readings().question()?.failed === failed;
          },
          get workbench() {
            return props.workbench;
          },
          onAnswer: (reading: TableReading) => {
            void props.workbench.tables.reread(table.id, { reading });
          },
          onCancel: () => {
            readings().putAside();
          },
        };
        return (
          <Switch>
            <Match when={question.kind === 'time' && question}>
              {(time) => <TimeQuestion {...common} question={time()} />}
            </Match>
            <Match when={question.kind === 'clock-change' && question}>
              {(change) => <ClockChangeQuestion {...common} question={change()} />}
            </Match>
            <Match when={question.kind === 'room' && question}>
              {(room) => <RoomQuestion {...common} question={room()} />}
            </Match>
          </Switch>
        );
      }}
    </Show>
  );
}
