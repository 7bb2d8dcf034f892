import type { Outcome } from '../steps/problem.ts';

/** The value of a document, or an Error that names all its problems. */
export function valued<T>(outcome: Outcome<T>, document: string): T {
  if (outcome.ok) return outcome.value;
  throw new Error(
    outcome.problems
      .map(
        ({ pointer, message }) => `${document}${pointer === '' ? '' : `#${pointer}`}: ${message}`,
      )
      .join('\n  '),
  );
}
