import { DatabaseError, ReadError } from '../engine/ports.ts';
import { StepError } from '../engine/step-error.ts';
import type { Problem } from '../steps/problem.ts';

/** Something that did not work, for a person: what happened and what to do. */
export interface Failure {
  readonly title: string;
  readonly message: string;
  readonly todo: string | null;
  /** The step that failed, where it was one. */
  readonly step: string | null;
  readonly details: string;
  /** Set where the engine was lost with all rows: what is open is loaded again when it is next run. */
  readonly engineLost?: true;
}

/** The engine was lost: why, and what was being done meanwhile. */
export class EngineLostError extends Error {
  override readonly name = 'EngineLostError';
  constructor(
    readonly reason: DatabaseError,
    readonly during: Failure | null,
  ) {
    super(reason.message);
  }
}

const CHOOSE_ANOTHER =
  'Mend the file or choose another: CSV with its columns named in the first line, Parquet, Arrow, JSON records, an SQLite table, an access log, a W3C log or a Zeek log.';
const NEED_LESS = 'Load fewer rows or files, or use the command line.';

/** Where rows are asked for that went with an engine. */
export const ROWS_GONE = 'These rows went with the engine. Run loads and computes them again.';

const TRY_LESS =
  'Load again goes on as before. What needs less memory: fewer columns, a range of time, a sample, closing other tables, or the command line.';
const TRY_AGAIN =
  'Load again goes on as before. Where it ends here a second time, work on a part of the data.';

function failureOfLoss({ reason, during }: EngineLostError): Failure {
  const full = reason.code === 'out-of-memory';
  const at = during ? ` This was met at: ${during.title}.` : '';
  return {
    title: full ? 'The memory was used up' : 'The engine stopped',
    message: full
      ? `The SQL engine had no memory left and was ended, with all rows that it held.${at}`
      : `The SQL engine failed and was ended, with all rows that it held.${at}`,
    todo: full ? TRY_LESS : TRY_AGAIN,
    step: during?.step ?? null,
    details: [reason.details, during?.message, during?.details].filter(Boolean).join('\n'),
    engineLost: true,
  };
}

export function failureOf(error: unknown): Failure {
  if (error instanceof EngineLostError) return failureOfLoss(error);
  if (error instanceof StepError) {
    const details = [error.pointer, error.details].filter(Boolean).join('\n');
    return {
      title: `${error.step ?? 'A step'} could not be done`,
      message: error.message,
      todo: null,
      step: error.step,
      details,
    };
  }
  if (error instanceof ReadError) {
    const details = error.line === null ? error.code : `${error.code}, line ${String(error.line)}`;
    const todo = error.code === 'too-large' ? NEED_LESS : CHOOSE_ANOTHER;
    return {
      title: `${error.file} could not be read`,
      message: error.message,
      todo,
      step: null,
      details,
    };
  }
  if (error instanceof DatabaseError) {
    const todo = error.code === 'out-of-memory' ? NEED_LESS : null;
    return {
      title: 'The SQL engine refused',
      message: error.message,
      todo,
      step: null,
      details: error.details,
    };
  }
  const [message, details] =
    error instanceof Error ? [error.message, error.stack ?? ''] : [String(error), ''];
  return { title: 'Something unexpected went wrong', message, todo: null, step: null, details };
}

/** Several failures as one: the first, and what else failed after it. */
export function failuresTogether([first, ...others]: readonly Failure[]): Failure | null {
  if (!first || others.length === 0) return first ?? null;
  return {
    ...first,
    message: [first.message, ...others.map(({ title, message }) => `${title}: ${message}`)].join(
      ' ',
    ),
    details: [first, ...others]
      .map(({ title, message, details }) => [title, message, details].join('\n'))
      .join('\n\n'),
  };
}

export function failureOfProblems(title: string, problems: readonly Problem[]): Failure {
  const lines = problems.map(({ pointer, message }) =>
    pointer === '' ? message : `${pointer}: ${message}`,
  );
  return {
    title,
    message: problems.map(({ message }) => message).join(' '),
    todo: null,
    step: null,
    details: lines.join('\n'),
  };
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
