import type { Outcome } from '../steps/problem.ts';

/** JSON from text; a syntax error is a problem of the document as a whole. */
export function readJson(source: string): Outcome<unknown> {
  try {
    return { ok: true, value: JSON.parse(source) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'syntax error';
    return { ok: false, problems: [{ pointer: '', message: `this is no JSON: ${detail}` }] };
  }
}
