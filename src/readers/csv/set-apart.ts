/** A field of a record: its value, and whether it stands in quotes. */
export interface WrittenField {
  readonly text: string;
  readonly quoted: boolean;
}

/** What no program has to quote, whatever separates the fields. */
const WORD = /^[-+]?[\p{L}\p{N}_][\p{L}\p{N}_.:=+-]*$/u;

/**
 * Whether quotes set the first record apart as names: all of it is quoted, and a text of it stands in the same column below without
 * quotes; or words of it are quoted, and below are words, none of which is. For whoever writes a file quotes like values alike.
 * @param first   its fields.
 * @param others  those of some other records, of any width.
 */
export function isSetApart(
  first: readonly WrittenField[],
  others: readonly (readonly WrittenField[])[],
): boolean {
  if (!first.every(({ quoted }) => quoted)) return false;
  const isBareBelow = ({ text }: WrittenField, i: number) =>
    text !== '' && others.some((record) => record[i]?.quoted === false && record[i].text === text);
  if (first.some(isBareBelow)) return true;
  const words = others.flat().filter(isWord);
  return first.some(isWord) && words.length > 0 && !words.some(({ quoted }) => quoted);
}

function isWord({ text }: WrittenField): boolean {
  return WORD.test(text);
}
