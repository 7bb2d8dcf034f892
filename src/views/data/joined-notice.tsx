import type { JSX } from 'solid-js';
import { formatCount, formatCounted } from '../../charts/format.ts';
import type { JoinedFrom } from '../../state/tables.ts';
import type { Workbench } from '../../state/workbench.ts';
import { condition } from '../../steps/join-shape.ts';
import { Callout } from '../../widgets/callout.tsx';

/** What a joined table was made of, how much has matched, and whether its tables are still what they were. */
export function JoinedNotice(props: {
  readonly workbench: Workbench;
  readonly joined: JoinedFrom;
}): JSX.Element {
  const matches = (): string => {
    const { facts, rows, spec } = props.joined;
    const [rowsIn, matched] = [facts['rowsIn'] ?? rows, facts['matched'] ?? 0];
    const others = spec.unmatched === 'drop' ? ', the others were left out' : '';
    return `${formatCount(matched)} of ${formatCounted(rowsIn, 'row')} match${others}.`;
  };
  const changed = (): readonly string[] => [
    ...new Set(
      [props.joined.left, props.joined.right]
        .filter(
          ({ id, relation }) => props.workbench.tables.find(id)?.loaded?.relation !== relation,
        )
        .map(({ name }) => name),
    ),
  ];
  return (
    <div class="data-notice">
      <Callout tone="info">
        Rows of {props.joined.left.name} with columns of {props.joined.right.name} (
        {condition(props.joined.spec.on)}): <span class="num">{matches()}</span>{' '}
        {changed().length > 0
          ? `It was made from earlier rows of ${changed().join(' and ')}. `
          : ''}
        The recipe runs on files: save this table and open the file to use it there.
      </Callout>
    </div>
  );
}
