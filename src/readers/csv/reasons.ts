import type { Encoding } from '../../engine/reading.ts';

/** Why a record of delimited text is rejected. */
export const TEXT_AFTER_QUOTE = 'text between a closing quote and the next delimiter';

export function notWrittenIn(encoding: Encoding): string {
  return `not written in ${encoding.startsWith('utf-16') ? 'UTF-16' : 'UTF-8'}`;
}

export function tooFewOrMany(fields: number, expected: number): string {
  return `${String(fields)} ${fields === 1 ? 'field' : 'fields'}, ${String(expected)} expected`;
}
