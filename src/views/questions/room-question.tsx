import Copy from 'lucide-solid/icons/copy';
import { createMemo, createSignal, Match, Show, Switch, type JSX } from 'solid-js';
import { formatBytes, formatCounted, formatShare } from '../../charts/format.ts';
import type { TableReading } from '../../engine/reading.ts';
import { bytesOfColumns, bytesOfSample, fittingShare, headlessCommand } from '../../state/room.ts';
import { Button, IconButton } from '../../widgets/button.tsx';
import { copyText } from '../../widgets/copy-text.ts';
import { Dialog } from '../../widgets/dialog.tsx';
import { Field } from '../../widgets/field.tsx';
import { NumberField } from '../../widgets/number-field.tsx';
import { RadioList } from '../../widgets/radio-list.tsx';
import { Select } from '../../widgets/select.tsx';
import { TextInput } from '../../widgets/text-input.tsx';
import type { LoadQuestionProps } from './load-question-props.ts';
import { RoomColumns } from './room-columns.tsx';

type Way = 'columns' | 'range' | 'sample' | 'anyway';

const SEED = 1;

/** Says that a table will not fit, and what of it would. */
export function RoomQuestion(props: LoadQuestionProps<'room'>): JSX.Element {
  const model = props.workbench.readings.createModel(props.table);
  const [way, setWay] = createSignal<Way>('columns');
  const estimate = () => props.question.estimate;
  /** What was found out on the way only says nothing of rows, nor of single columns. */
  const isKnown = (): boolean => estimate().rows > 0;
  /** Where what was looked at is too little to tell columns apart, all are said to be as large. */
  const hasSizes = (): boolean => isKnown() && new Set(estimate().columnBytes).size > 1;
  const free = () => props.question.freeBytes;
  const columns = createMemo(() => {
    const preview = model.preview();
    const bySource = new Map(preview?.columns.map((column) => [column.source, column]));
    return (preview?.table.columns ?? []).map(({ name }, i) => ({
      name,
      bytes: estimate().columnBytes[i] ?? 0,
      needed: (bySource.get(name)?.declared ?? null) !== null,
      isTime: bySource.get(name)?.type === 'timestamp',
    }));
  });
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set());
  const kept = createMemo(() => columns().filter(({ name }) => !left().has(name)));
  const times = () => columns().filter(({ isTime }) => isTime);
  const [column, setColumn] = createSignal<string | null>(null);
  const rangeColumn = () => column() ?? times()[0]?.name ?? '';
  const [from, setFrom] = createSignal('');
  const [to, setTo] = createSignal('');
  const [percent, setPercent] = createSignal(
    100 * (fittingShare(props.question.estimate, props.question.freeBytes) ?? 0.01),
  );
  const needed = (): number | null => {
    switch (way()) {
      case 'columns': {
        // The columns are not known before the beginning has been read.
        if (left().size === 0) return estimate().peakBytes;
        if (!hasSizes()) return null;
        const chosen = columns().flatMap(({ name }, i) => (left().has(name) ? [] : [i]));
        return bytesOfColumns(estimate(), chosen);
      }
      case 'sample':
        return bytesOfSample(estimate(), percent() / 100);
      case 'anyway':
        return estimate().peakBytes;
      case 'range':
        return null;
    }
  };
  const answer = createMemo((): TableReading | null => {
    const before = props.table.reading;
    switch (way()) {
      case 'columns':
        return left().size === 0 || kept().length === 0
          ? null
          : { ...before, only: kept().map(({ name }) => name) };
      case 'range': {
        const range = { column: rangeColumn(), from: from() || null, to: to() || null };
        return rangeColumn() === '' || (range.from ?? range.to) === null
          ? null
          : { ...before, range };
      }
      case 'sample':
        return { ...before, sample: { share: percent() / 100, seed: SEED } };
      case 'anyway':
        return { ...before, evenIfLarge: true };
    }
  });
  const looking = (): string => model.problem()?.message ?? 'Looking at the columns';
  const shareWords = (): string => {
    const share = `${formatShare(percent() / 100)} of all`;
    const rows = rounded((estimate().rows * percent()) / 100);
    return isKnown() ? `About ${formatCounted(rows, 'row')}, ${share}.` : `${share}.`;
  };
  const command = () => headlessCommand(props.table.files.map(({ name }) => name));
  return (
    <Dialog
      wide
      open={props.open}
      onOpenChange={(open) => {
        if (!open) props.onCancel();
      }}
      title="This is more than the tab can hold"
      description={
        <>
          <b class="b">{props.table.name}</b>
          <Show when={isKnown()} fallback=" was read in part. ">
            {' '}
            has{' '}
            {estimate().counted
              ? formatCounted(estimate().rows, 'row')
              : `about ${formatCounted(rounded(estimate().rows), 'row')}`}
            .{' '}
          </Show>
          Loading it needs about {formatBytes(estimate().peakBytes)}; there is room for{' '}
          {formatBytes(free())}. Nothing was loaded.
        </>
      }
      footer={
        <>
          <span class="note question-need num" role="status">
            <Show when={needed()} fallback="What this needs is known once it is read.">
              {(bytes) => (
                <span classList={{ 'question-over': bytes() > free() }}>
                  About {formatBytes(bytes())}, with room for {formatBytes(free())}
                  {bytes() > free() ? ': too much' : ''}
                </span>
              )}
            </Show>
          </span>
          <Button onClick={() => props.onCancel()}>Cancel</Button>
          <Button
            tone="primary"
            disabled={answer() === null}
            onClick={() => {
              const reading = answer();
              if (reading) props.onAnswer(reading);
            }}
          >
            {way() === 'anyway' ? 'Try anyway' : 'Load this part'}
          </Button>
        </>
      }
    >
      <div class="question">
        <RadioList
          label="What to load"
          value={way()}
          onChange={setWay}
          choices={[
            {
              value: 'columns',
              label: 'Fewer columns',
              note: 'Every row, without the columns that are not ticked.',
            },
            {
              value: 'range',
              label: 'A range of time',
              note: 'Rows of that time only; the others are counted.',
            },
            {
              value: 'sample',
              label: 'A sample',
              note: 'Drawn at random, the same each time. Everything that is found is of the sample, and says so.',
            },
            {
              value: 'anyway',
              label: 'All of it, though it may fail',
              note: 'The tab may run out of memory; what is open now may be lost.',
            },
          ]}
        />
        <Switch>
          <Match when={way() === 'columns'}>
            <Show when={model.preview()} fallback={<p class="note">{looking()}</p>}>
              <RoomColumns
                columns={columns()}
                sizes={hasSizes()}
                left={left()}
                onChange={setLeft}
              />
            </Show>
          </Match>
          <Match when={way() === 'range'}>
            <div class="question-more">
              <Show
                when={times().length > 0}
                fallback={
                  <p class="note">
                    {model.preview() ? 'No column was found to hold times.' : looking()}
                  </p>
                }
              >
                <Field label="Column">
                  <Select
                    label="Column of the time"
                    value={rangeColumn()}
                    choices={times().map(({ name }) => ({ value: name, label: name }))}
                    onChange={setColumn}
                  />
                </Field>
                <Field label="From">
                  <TextInput
                    label="From, inclusive"
                    placeholder="2020-01-17 00:00:00"
                    value={from()}
                    check={timeProblem}
                    onChange={setFrom}
                  />
                </Field>
                <Field label="To" help="UTC; the end itself is not taken.">
                  <TextInput
                    label="To, exclusive"
                    placeholder="2020-01-18 00:00:00"
                    value={to()}
                    check={timeProblem}
                    onChange={setTo}
                  />
                </Field>
              </Show>
            </div>
          </Match>
          <Match when={way() === 'sample'}>
            <div class="question-more">
              <Field label="Share" help={shareWords()}>
                <NumberField
                  label="Share of the records"
                  unit="%"
                  exclusiveMin={0}
                  max={100}
                  value={percent()}
                  onChange={setPercent}
                />
              </Field>
            </div>
          </Match>
        </Switch>
        <div class="question-advice">
          <p class="note">
            The whole table can be worked on outside of the page. As Parquet it is smaller, and its
            columns are read one by one.
          </p>
          <div class="question-command">
            <code class="mono">{command()}</code>
            <IconButton
              small
              icon={Copy}
              label="Copy the command"
              onClick={() => void copyText(command(), 'The command')}
            />
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function timeProblem(text: string): string | null {
  const fits = text === '' || /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z)?)?$/.test(text);
  return fits && (text === '' || !Number.isNaN(Date.parse(text.slice(0, 10))))
    ? null
    : 'A time of UTC, like 2020-01-17 09:03:00.';
}

/** With three digits: an estimate has no more. */
function rounded(count: number): number {
  return Math.round(Number(count.toPrecision(3)));
}
