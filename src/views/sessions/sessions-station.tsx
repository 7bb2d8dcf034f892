import { createMemo, createSignal, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../charts/format.ts';
import type { Workbench } from '../../state/workbench.ts';
import { StationHead } from '../frame/station-head.tsx';
import { sessionKinds, textIn, type SessionKind } from '../session-kinds.ts';
import { GapHistogram } from './gap-histogram.tsx';
import { KindsTable } from './kinds-table.tsx';
import './sessions.css';
import { WarningList } from '../warning-list.tsx';

/** How events become sessions: the keys side by side, and the gaps that the limit cuts. */
export function SessionsStation(props: { readonly workbench: Workbench }): JSX.Element {
  const kinds = createMemo((): readonly SessionKind[] => {
    const run = props.workbench.result();
    return run ? sessionKinds(run) : [];
  });
  const used = createMemo(() => kinds().find((kind) => kind.inUse) ?? kinds()[0]);
  const [problem, setProblem] = createSignal<string | null>(null);
  return (
    <>
      <StationHead title="Sessions" sentence={used() ? sentence(used() as SessionKind) : ''} />
      <Show when={props.workbench.result()}>
        <div class="body">
          <Show
            when={used()}
            fallback={<p class="note sessions-none">This recipe makes no sessions.</p>}
          >
            {(kind) => (
              <>
                <KindsTable workbench={props.workbench} kinds={kinds()} />
                <Warnings kinds={kinds()} problem={problem()} />
                <section class="pan" aria-label="Gaps">
                  <div class="pan-h">
                    <h2>Gaps between events</h2>
                    <small>
                      {kind().title}, gaps per bin, log
                      {textIn(kind().step, 'split') === 'never'
                        ? '; these sessions are not split by gaps'
                        : '; drag the line or type a gap in the parameters'}
                    </small>
                  </div>
                  <GapHistogram workbench={props.workbench} kind={kind()} onProblem={setProblem} />
                </section>
              </>
            )}
          </Show>
        </div>
      </Show>
    </>
  );
}

function Warnings(props: {
  readonly kinds: readonly SessionKind[];
  readonly problem: string | null;
}): JSX.Element {
  const told = createMemo(() => {
    const of = new Map<string, string[]>();
    for (const { step, title } of props.kinds)
      for (const warning of step.warnings) of.set(warning, [...(of.get(warning) ?? []), title]);
    return [...of].map(([warning, titles]) =>
      titles.length === props.kinds.length ? warning : `${titles.join(', ')}: ${warning}`,
    );
  });
  return <WarningList warnings={told()} problem={props.problem} />;
}

function sentence({ step }: SessionKind): string {
  const events = step.facts['events'] ?? 0;
  const sessions = step.facts['sessions'] ?? 0;
  const become = `${formatCounted(events, 'event')} ${events === 1 ? 'becomes' : 'become'}`;
  if (sessions === 0) return `${become} no session`;
  const how = step.sentence.charAt(0).toLowerCase() + step.sentence.slice(1);
  return `${become} ${formatCounted(sessions, 'session')}: ${how}`;
}
