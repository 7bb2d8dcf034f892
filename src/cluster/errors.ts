import type { ClusterProblem, ClusterProblemCode } from './contract.ts';

/** Thrown by the synchronous API; across workers the same facts travel as a `ClusterProblem`. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
  readonly code: ClusterProblemCode;
  /** 0-based, where one value is to blame. */
  readonly row: number | undefined;
  readonly column: number | undefined;

  constructor(problem: ClusterProblem) {
    super(problem.message);
    this.code = problem.code;
    this.row = problem.row;
    this.column = problem.column;
  }
}

/** Any thrown value as a problem; what is not a `ClusterError` becomes `kernel-failed`. */
export function problemOf(thrown: unknown): ClusterProblem {
  if (!(thrown instanceof ClusterError)) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return { code: 'kernel-failed', message: `The clustering module failed: ${detail}` };
  }
  const problem: ClusterProblem = { code: thrown.code, message: thrown.message };
  if (thrown.row !== undefined) problem.row = thrown.row;
  if (thrown.column !== undefined) problem.column = thrown.column;
  return problem;
}
