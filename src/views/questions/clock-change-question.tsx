import { createSignal, For, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import type { TimeReading } from '../../engine/reading.ts';
import { withColumn } from '../../state/reader.ts';
import { Button } from '../../widgets/button.tsx';
import { Dialog } from '../../widgets/dialog.tsx';
import { RadioList } from '../../widgets/radio-list.tsx';
import type { LoadQuestionProps } from './load-question-props.ts';

type Gap = NonNullable<TimeReading['gap']>;
type Overlap = NonNullable<TimeReading['overlap']>;

/** Asks what becomes of local times that a clock change leaves out, or that happen twice. */
export function ClockChangeQuestion(props: LoadQuestionProps<'clock-change'>): JSX.Element {
  const [gap, setGap] = createSignal<Gap | null>(null);
  const [overlap, setOverlap] = createSignal<Overlap | null>(null);
  const decided = (): boolean =>
    (props.question.gaps === 0 || gap() !== null) &&
    (props.question.overlaps === 0 || overlap() !== null);
  const answer = (): void => {
    if (!decided()) return;
    const { column, zone } = props.question;
    const reading = props.table.reading;
    const before = reading.columns?.[column];
    const [left, twice] = [gap(), overlap()];
    const written = before?.time ?? { format: 'iso' };
    const time: TimeReading = {
      ...written,
      zone,
      ...(left && { gap: left }),
      ...(twice && { overlap: twice }),
    };
    props.onAnswer(withColumn(reading, column, { ...before, time }));
  };
  return (
    <Dialog
      wide
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onCancel();
      }}
      title={`The clock was changed in ${props.question.column}`}
      description={
        <>
          Times in <b class="b">{props.table.name}</b> are local times of{' '}
          <b class="b">{props.question.zone}</b>. Some of them fall into a change of its clock.
        </>
      }
      footer={
        <>
          <Button onClick={() => props.onCancel()}>Cancel</Button>
          <Button tone="primary" disabled={!decided()} onClick={answer}>
            Read times so
          </Button>
        </>
      }
    >
      <div class="question">
        <Show when={props.question.examples.length > 0}>
          <p class="question-examples">
            <span class="ink3">For example</span>
            <For each={props.question.examples}>{(text) => <code class="mono">{text}</code>}</For>
          </p>
        </Show>
        <Show when={props.question.gaps > 0}>
          <section aria-labelledby="question-gaps">
            <h3 id="question-gaps">
              {formatCounted(props.question.gaps, 'time')} that never happened
            </h3>
            <p class="note">
              The clock was put forward over {props.question.gaps === 1 ? 'it' : 'them'}.
            </p>
            <RadioList
              label="Times that never happened"
              value={gap()}
              onChange={setGap}
              choices={[
                { value: 'before', label: 'As if the clock had not been changed yet' },
                { value: 'after', label: 'As if the clock had been changed already' },
                { value: 'reject', label: 'Reject these records', note: 'They are listed.' },
              ]}
            />
          </section>
        </Show>
        <Show when={props.question.overlaps > 0}>
          <section aria-labelledby="question-overlaps">
            <h3 id="question-overlaps">
              {formatCounted(props.question.overlaps, 'time')} that happened twice
            </h3>
            <p class="note">
              The clock was put back over {props.question.overlaps === 1 ? 'it' : 'them'}.
            </p>
            <RadioList
              label="Times that happened twice"
              value={overlap()}
              onChange={setOverlap}
              choices={[
                { value: 'earlier', label: 'The first time, before the change' },
                { value: 'later', label: 'The second time, after the change' },
                { value: 'reject', label: 'Reject these records', note: 'They are listed.' },
              ]}
            />
          </section>
        </Show>
      </div>
    </Dialog>
  );
}
