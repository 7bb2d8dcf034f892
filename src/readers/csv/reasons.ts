/** Why a record of delimited text is rejected. */
export const TEXT_AFTER_QUOTE = 'text between a closing quote and the next delimiter';
export const BAD_ENCODING = 'not written in UTF-8';

export function tooFewOrMany(fields: number, expected: number): string {
  return `${String(fields)} ${fields === 1 ? 'field' : 'fields'}, ${String(expected)} expected`;
}
