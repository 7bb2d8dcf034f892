import { createMemo, createResource, Show, type JSX } from 'solid-js';
import { formatCounted } from '../../../charts/format.ts';
import type { Workbench } from '../../../state/workbench.ts';
import { SimpleTable } from '../../../widgets/simple-table.tsx';
import { revealRows } from '../../drawer/reveal-rows.ts';

const SHOWN = 12;

/** The sessions with the highest outlier scores (GLOSH), to be opened. */
export function Outliers(props: {
  readonly workbench: Workbench;
  /** 0 … 1 by row of the explored matrix. */
  readonly scores: Float64Array;
  /** Density λ = 1 / distance at which each row leaves its cluster; of equal scores the sparsest comes first. */
  readonly lambdas: Float64Array;
}): JSX.Element {
  const top = createMemo(() => highest(props.scores, props.lambdas, SHOWN));
  const [ids] = createResource(top, () => props.workbench.explorer.ids());
  const sessions = createMemo(() => top().map((row) => ids()?.[row] ?? -1));
  const rows = createMemo(() =>
    top().map((row, i) => [
      sessions()[i] ?? -1,
      props.scores[row] ?? 0,
      1 / (props.lambdas[row] ?? 0),
    ]),
  );
  return (
    <section class="pan" aria-label="Outliers">
      <div class="pan-h">
        <h2>Outliers</h2>
        <small class="num">
          highest GLOSH scores of {formatCounted(props.scores.length, 'session')}
        </small>
      </div>
      <Show when={ids()}>
        <SimpleTable
          flat
          label="Sessions with the highest outlier scores"
          columns={[
            { id: 'session', title: 'Session', width: 120, kind: 'id', align: 'right' },
            {
              id: 'score',
              title: 'Outlier score, 0 to 1',
              width: 140,
              kind: 'number',
              digits: 3,
              align: 'right',
            },
            {
              id: 'distance',
              title: 'Alone up to distance',
              width: 140,
              kind: 'number',
              digits: 3,
              align: 'right',
            },
          ]}
          rows={rows()}
          onSelect={(index) => {
            const session = sessions()[index];
            if (session === undefined || session < 0) return;
            props.workbench.selection.select({ level: 'session', session });
            revealRows();
          }}
        />
      </Show>
    </section>
  );
}

/** Rows of the highest scores, of equal ones those of lowest density, then the first. One pass, a short list. */
function highest(scores: Float64Array, lambdas: Float64Array, count: number): number[] {
  const before = (a: number, b: number): boolean => {
    const score = (scores[b] ?? 0) - (scores[a] ?? 0);
    return score < 0 || (score === 0 && (lambdas[a] ?? 0) < (lambdas[b] ?? 0));
  };
  const list: number[] = [];
  for (let row = 0; row < scores.length; row++) {
    let at = list.length;
    for (; at > 0; at--) if (!before(row, list[at - 1] ?? 0)) break;
    if (at === count) continue;
    list.splice(at, 0, row);
    if (list.length > count) list.pop();
  }
  return list;
}
