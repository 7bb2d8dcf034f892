import { createMemo, For, Show, type JSX } from 'solid-js';
import { formatCount, formatNumber, formatShare } from '../../charts/format.ts';
import { formatSeconds } from '../../charts/format-time.ts';
import { ValueBar } from '../../charts/value-bar.tsx';
import { sessionSummary } from '../../queries/session-summary.ts';
import type { Workbench } from '../../state/workbench.ts';
import { SESSION } from '../../steps/columns.ts';
import { keyChoice, type SessionKind } from '../session-kinds.ts';
import { createStepRows } from '../step-rows.ts';
import { WaitingCell, whyNone } from '../waiting.tsx';

/** Props of the table of session keys. */
export interface KindsTableProps {
  readonly workbench: Workbench;
  readonly kinds: readonly SessionKind[];
}

/** The session keys of a recipe side by side; where the recipe lets a person choose, a radio chooses the one to use. */
export function KindsTable(props: KindsTableProps): JSX.Element {
  const choice = createMemo(() =>
    keyChoice(
      props.workbench.recipe(),
      props.kinds.map((kind) => kind.step.as),
    ),
  );
  const most = (): number => Math.max(0, ...props.kinds.map(sessionsOf));
  const chosen = (kind: SessionKind): boolean => {
    const made = choice();
    return made && kind.choice !== null
      ? props.workbench.params()[made.param] === kind.choice
      : kind.inUse;
  };
  return (
    <div class="kinds cut">
      <table aria-label="Session keys compared">
        <thead>
          <tr>
            <Show when={choice()}>
              <th scope="col">Use</th>
            </Show>
            <th scope="col">Key</th>
            <th scope="col">Columns</th>
            <th scope="col" class="n">
              Distinct keys
            </th>
            <th scope="col" class="n" colspan="2">
              Sessions
            </th>
            <th scope="col" class="n">
              Events each, mean
            </th>
            <th scope="col" class="n">
              Single event
            </th>
            <th scope="col" class="n">
              Longest
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.kinds}>
            {(kind) => (
              <KindRow
                workbench={props.workbench}
                kind={kind}
                most={most()}
                chosen={chosen(kind)}
                onChoose={
                  choice() && kind.choice !== null
                    ? () => void props.workbench.setParam(choice()?.param ?? '', kind.choice ?? '')
                    : undefined
                }
              />
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

interface KindRowProps {
  readonly workbench: Workbench;
  readonly kind: SessionKind;
  readonly most: number;
  readonly chosen: boolean;
  readonly onChoose: (() => void) | undefined;
}

function KindRow(props: KindRowProps): JSX.Element {
  const summary = createStepRows(
    () => props.workbench,
    () =>
      sessionSummary({
        relation: props.kind.step.relation,
        session: SESSION,
        by: props.kind.by,
        time: props.kind.time,
      }),
  );
  /** Distinct keys, sessions, events, sessions of one event, the longest in seconds. */
  const at = (column: number): number | null => {
    const value = summary.value()?.rows[0]?.[column] ?? null;
    return value === null ? null : Number(value);
  };
  const sessions = (): number => sessionsOf(props.kind);
  const events = (): number =>
    (props.kind.step.facts['events'] ?? 0) - (props.kind.step.facts['inNoSession'] ?? 0);
  const wait = (text: (value: number) => string, column: number): JSX.Element => (
    <Show when={summary.value()} fallback={<WaitingCell why={whyNone(props.workbench, summary)} />}>
      {at(column) === null ? '–' : text(at(column) ?? 0)}
    </Show>
  );
  return (
    <tr
      class={props.chosen ? 'sel' : undefined}
      onClick={() => {
        if (!props.chosen) props.onChoose?.();
      }}
    >
      <Show when={props.onChoose}>
        {(choose) => (
          <td>
            <label class="kinds-use">
              <input
                type="radio"
                name="session-key"
                aria-label={`Use ${props.kind.title}`}
                checked={props.chosen}
                onChange={() => {
                  choose()();
                }}
              />
            </label>
          </td>
        )}
      </Show>
      <th scope="row">{props.kind.title}</th>
      <td class="ty">
        <span class="trunc" title={props.kind.by.join(', ')}>
          {props.kind.by.join(', ')}
        </span>
      </td>
      <td class="n">{wait(formatCount, 0)}</td>
      <td class="kinds-bar">
        <ValueBar
          value={sessions()}
          max={props.most}
          color={props.chosen ? 'var(--ink-1)' : 'var(--mark)'}
        />
      </td>
      <td class="n m">{formatCount(sessions())}</td>
      <td class="n">{sessions() > 0 ? formatNumber(events() / sessions(), 2) : '–'}</td>
      <td class="n">
        {wait((single) => (sessions() > 0 ? formatShare(single / sessions()) : '–'), 3)}
      </td>
      <td class="n">{wait(formatSeconds, 4)}</td>
    </tr>
  );
}

function sessionsOf(kind: SessionKind): number {
  return kind.step.facts['sessions'] ?? 0;
}
