/** Columns named in one sentence at most. */
const NAMED_AT_MOST = 5;

/**
 * What is to be said of columns, one sentence for all of which the same is said.
 * @param columns  the warning goes on after the name: `holds bytes`.
 */
export function columnWarnings(
  columns: readonly { readonly name: string; readonly warning: string | null }[],
): string[] {
  const names = new Map<string, string[]>();
  for (const { name, warning } of columns) {
    if (warning === null) continue;
    const own = names.get(warning);
    if (own) own.push(`"${name}"`);
    else names.set(warning, [`"${name}"`]);
  }
  return [...names].map(([warning, own]) => {
    const rest = own.length - NAMED_AT_MOST;
    const shown = own.slice(0, NAMED_AT_MOST).join(', ');
    if (own.length === 1) return `The column ${shown} ${warning}.`;
    return `Each of the columns ${shown}${rest > 0 ? ` and ${String(rest)} more` : ''} ${warning}.`;
  });
}
