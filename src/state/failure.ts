import { DatabaseError, ReadError } from '../engine/ports.ts';
import { StepError } from '../engine/step-error.ts';
import type { Problem } from '../steps/problem.ts';

/** Something that did not work, for a person: what happened, what is kept, what to do. */
export interface Failure {
  readonly title: string;
  readonly message: string;
  /** The step that failed, where it was one. */
  readonly step: string | null;
  readonly details: string;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof StepError) return { title: `${error.step ?? 'A step'} could not be done`, message: error.message, step: error.step, details: [error.pointer, error.details].filter(Boolean).join('\n') };
  if (error instanceof ReadError) return { title: `${error.file} could not be read`, message: error.message, step: null, details: error.line === null ? error.code : `${error.code}, line ${String(error.line)}` };
  if (error instanceof DatabaseError) return { title: 'The SQL engine refused', message: error.message, step: null, details: error.details };
  return { title: 'Something unexpected went wrong', message: error instanceof Error ? error.message : String(error), step: null, details: error instanceof Error ? (error.stack ?? '') : '' };
}

export function failureOfProblems(title: string, problems: readonly Problem[]): Failure {
  const lines = problems.map(({ pointer, message }) => (pointer === '' ? message : `${pointer}: ${message}`));
  return { title, message: problems.map(({ message }) => message).join(' '), step: null, details: lines.join('\n') };
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
