import { createMemo, Show, type JSX } from 'solid-js';
import { formatCounted, formatNumber } from '../../charts/format.ts';
import { Histogram, type Reference } from '../../charts/histogram.tsx';
import { gapBins, gapSteps, gapSummary, longerGaps, snapGap } from '../../queries/gaps.ts';
import type { Workbench } from '../../state/workbench.ts';
import { GAP } from '../../steps/columns.ts';
import { numberIn, paramOf, textIn, type SessionKind } from '../session-kinds.ts';
import { createStepRows } from '../step-rows.ts';
import { gapBinsOf, gapSummaryOf, longerWords, PER_DECADE, peakNotes } from './gap-model.ts';
import { Waiting } from '../waiting.tsx';

/** Props of the gap histogram. */
export interface GapHistogramProps {
  readonly workbench: Workbench;
  readonly kind: SessionKind;
  /** Hears what is wrong with a gap that was dragged to, or null. */
  readonly onProblem: (problem: string | null) => void;
}

/** Times between the events of one key, with the gap that starts a session as a line that can be dragged. */
export function GapHistogram(props: GapHistogramProps): JSX.Element {
  const step = () => props.kind.step;
  const never = (): boolean => textIn(step(), 'split') === 'never';
  const param = createMemo(() => paramOf(props.workbench.recipe(), step(), GAP));
  /** The gap that is asked for now, which may not have run yet. */
  const limit = (): number => {
    const name = param();
    return name === null ? numberIn(step(), GAP) : Number(props.workbench.params()[name]);
  };
  const summary = createStepRows(
    () => props.workbench,
    () => gapSummary(step().relation, GAP, Number.isFinite(limit()) ? limit() : 0),
  );
  const binned = createStepRows(
    () => props.workbench,
    () => gapBins(step().relation, GAP, PER_DECADE),
  );
  const steps = createStepRows(
    () => props.workbench,
    () => gapSteps(step().relation, GAP),
  );
  const counted = createMemo(() =>
    (steps.value()?.rows ?? []).map(([upTo, n]) => [Number(upTo), Number(n)] as const),
  );
  const all = createMemo(() => {
    const answer = summary.value();
    return answer ? gapSummaryOf(answer) : null;
  });
  const longer = (seconds: number): number => {
    const exact = all();
    return exact?.limit === seconds ? exact.longer : longerGaps(counted(), seconds);
  };
  const setGap = (value: number): void => {
    const name = param();
    if (name !== null) props.onProblem(props.workbench.setParam(name, value));
  };
  const reference = createMemo((): Reference | undefined => {
    if (never() || !Number.isFinite(limit())) return undefined;
    return {
      value: limit(),
      name: 'Gap that starts a session',
      label: (value) => `gap over ${formatNumber(value)} s starts a session`,
      detail: (value) => longerWords(longer(value), all()?.gaps ?? 0),
      inclusive: false,
      snap: snapGap,
      min: 0,
      onDrop: param() === null ? undefined : setGap,
    };
  });
  const excluded = (): string | undefined => {
    const zero = all()?.zero ?? 0;
    return zero > 0 ? `${formatCounted(zero, 'gap')} of 0 s not drawn` : undefined;
  };
  const bins = createMemo(() => {
    const answer = binned.value();
    return answer ? gapBinsOf(answer, never() ? 0 : limit()) : null;
  });
  return (
    <Show
      when={bins() !== null && all()}
      fallback={<Waiting workbench={props.workbench} text="Counting gaps" />}
    >
      <Show
        when={(bins() ?? []).some((bin) => bin.n > 0)}
        fallback={<p class="note">{nothing(all()?.gaps ?? 0)}</p>}
      >
        <Histogram
          name="Gaps between events of the same key"
          bins={bins() ?? []}
          noun="gaps"
          valueLabel="time since the previous event of the same key"
          unit="seconds"
          valueScale="log"
          countScale="log"
          height={280}
          reference={reference()}
          notes={peakNotes(all() ?? EMPTY)}
          excluded={excluded()}
        />
      </Show>
    </Show>
  );
}

const EMPTY = {
  gaps: 0,
  zero: 0,
  longer: 0,
  ties: 0,
  peak: null,
  peakCount: 0,
  longest: null,
  limit: 0,
};

function nothing(gaps: number): string {
  if (gaps === 0) return 'There are no gaps: no key has more than one event.';
  return gaps === 1
    ? 'The one gap is 0 s.'
    : `All ${formatCounted(gaps, 'gap')} are 0 s: events of the same key share their times.`;
}
