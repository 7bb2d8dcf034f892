import { Show, type JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import { wayBack } from '../../state/linked-again.ts';
import type { JoinedFrom, JoinedSide, OpenTable } from '../../state/tables.ts';
import type { Workbench } from '../../state/workbench.ts';
import { condition } from '../../steps/join-shape.ts';
import { Button } from '../../widgets/button.tsx';
import { Callout } from '../../widgets/callout.tsx';
import { inputTitle } from './input-title.ts';

/** What a joined table was made of, what became of every row, and whether its tables are still what they were. */
export function JoinedNotice(props: {
  readonly workbench: Workbench;
  readonly table: OpenTable;
  readonly joined: JoinedFrom;
}): JSX.Element {
  const tables = () => props.workbench.tables;
  const input = () => tables().playing(props.table.id);
  const sides = () => [props.joined.left, props.joined.right];
  const gone = () => sides().filter(({ id }) => !tables().find(id));
  const closed = () => names(gone());
  const ways = () => [...new Set(gone().map(wayBack))].join(' and ');
  const changed = () =>
    names(
      sides().filter(({ id, relation }) => {
        const side = tables().find(id);
        return side !== undefined && side.loaded?.relation !== relation;
      }),
    );
  /** The input that it is offered for: the recipe's only one. */
  const offered = (): string | null => {
    const [only, ...others] = Object.keys(props.workbench.recipe().inputs);
    return only !== undefined && others.length === 0 && input() === null ? only : null;
  };
  return (
    <div class="data-notice">
      <Callout
        tone={closed() && input() !== null ? 'warn' : 'info'}
        action={
          <Show when={!closed()}>
            <Show when={changed()}>
              <Button small onClick={() => void tables().joinAgain(props.table.id)}>
                Join again
              </Button>
            </Show>
            <Show when={offered()}>
              {(only) => (
                <Button small onClick={() => void tables().use(props.table.id, only())}>
                  Use as {inputTitle(only())}
                </Button>
              )}
            </Show>
          </Show>
        }
      >
        Rows of {props.joined.left.name} with columns of {props.joined.right.name} (
        {condition(props.joined.spec.on)}): <span class="num">{matchWords(props.joined)}</span>{' '}
        <Show when={changed()}>
          {(earlier) => `It was made from earlier rows of ${earlier()}. `}
        </Show>
        <Show when={closed()}>
          {(which) =>
            `${which()}, which it was made from, is closed: the rows stay, but the recipe cannot run on them. For that, ${ways()}, or join them anew.`
          }
        </Show>
      </Callout>
    </div>
  );
}

function names(sides: readonly JoinedSide[]): string {
  return [...new Set(sides.map(({ name }) => name))].join(' and ');
}

/** Every row of the left table, by what became of it. */
function matchWords({ facts, rows, spec }: JoinedFrom): string {
  const count = (fact: string): number => facts[fact] ?? 0;
  const [rowsIn, nulls, bad] = [
    facts['rowsIn'] ?? rows,
    count('nullKeys'),
    count('badAddressRows'),
  ];
  const why = [
    ...(nulls > 0 ? [`${formatCount(nulls)} without a value`] : []),
    ...(bad > 0 ? [`${formatCount(bad)} without an IP address`] : []),
  ];
  const left = rowsIn - count('matched');
  const kept = spec.unmatched === 'drop' ? 'are left out' : 'are kept';
  const others =
    left === 0
      ? ''
      : ` ${formatCount(left)} match nothing and ${kept}${why.length > 0 ? `, ${why.join(' and ')} among them` : ''}.`;
  return `${formatCount(count('matched'))} of ${formatCounted(rowsIn, 'row')} match.${others}`;
}
