/** The name of a recipe's input as a word: `events` becomes "Events". */
export function inputTitle(input: string): string {
  return input.charAt(0).toUpperCase() + input.slice(1);
}
