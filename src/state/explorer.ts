import { createMemo, type Accessor } from 'solid-js';
import type {
  Clusterer,
  ClusterOptions,
  HeldPoints,
  MethodName,
  Methods,
} from '../cluster/contract.ts';
import type { Database } from '../engine/ports.ts';
import { ownBuffer } from '../engine/matrix-step.ts';
import type { RunResult, StepResult } from '../engine/result.ts';
import { StepError } from '../engine/step-error.ts';
import { text, type Sql } from '../sql/sql.ts';
import { ROWS_GONE } from './failure.ts';

/** A method's parameters but for the shape, which is that of the matrix. */
export type ParamsOf<M extends MethodName> = Omit<Methods[M]['params'], 'dims'>;

/** Tries methods on the matrix that the shown clusters were made of, beside the run: nothing that is shown changes. */
export interface Explorer {
  /** The step whose matrix is explored; null where nothing is clustered. */
  readonly step: Accessor<StepResult | null>;
  /** Whether nothing can be asked until the recipe has run again. */
  readonly rowsGone: Accessor<boolean>;
  /** Throws StepError with the problem in words; an abort rejects with the signal's reason and keeps the matrix. */
  run<M extends MethodName>(
    method: M,
    params: ParamsOf<M>,
    options?: ClusterOptions,
  ): Promise<Methods[M]['result']>;
  /** Ids of the matrix's rows, in its order. */
  ids(): Promise<Int32Array>;
}

interface Matrix {
  readonly ids: Int32Array;
  readonly dims: number;
  readonly held: HeldPoints;
}

/** The matrix is fetched when it is first wanted, held where the work is done, and let go when another run takes its place. */
export function createExplorer(
  result: Accessor<RunResult | null>,
  ports: () => Promise<{ readonly database: Database; readonly explorer: Clusterer }>,
  rowsGone: Accessor<boolean> = () => false,
): Explorer {
  const step = createMemo(() => result()?.steps.find(({ op }) => op === 'cluster') ?? null);
  let kept: { readonly words: string; readonly matrix: Promise<Matrix> } | null = null;

  const fetch = async (query: Sql): Promise<Matrix> => {
    const { database, explorer } = await ports();
    const { ids, points, dims } = await database.matrix(query);
    return { ids, dims, held: explorer.hold(ownBuffer(points)) };
  };
  const forget = (): void => {
    void kept?.matrix.then(({ held }) => held.release()).catch(() => undefined);
    kept = null;
  };
  const matrix = (): Promise<Matrix> => {
    const query = step()?.matrix;
    if (!query) return Promise.reject(new StepError('This recipe clusters nothing.'));
    const words = text(query);
    if (kept?.words !== words) {
      if (rowsGone()) return Promise.reject(new StepError(ROWS_GONE));
      forget();
      const fetched = fetch(query);
      kept = { words, matrix: fetched };
      fetched.catch(() => {
        if (kept?.matrix === fetched) kept = null; // asked for again the next time
      });
    }
    return kept.matrix;
  };
  return {
    step,
    rowsGone,
    ids: async () => (await matrix()).ids,
    async run(method, params, options) {
      for (let tries = 0; ; tries++) {
        const { held, dims } = await matrix();
        options?.signal?.throwIfAborted();
        const outcome = await held.run(method, { ...params, dims }, options);
        if (outcome.ok) return outcome.result;
        const { code, message } = outcome.problem;
        if (code !== 'points-gone' || tries > 0) throw new StepError(message, step()?.as ?? null);
        forget();
      }
    },
  };
}
