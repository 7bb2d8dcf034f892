/** Names as a table can have them, and what was changed. */
export interface Names {
  readonly names: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Gives each column of a file a name of its own: a second `name` becomes `name_2`, a nameless one `column_5`.
 * Letter case counts here: what an engine makes of `a` and `A` is its own affair.
 */
export function fileColumnNames(header: readonly string[]): Names {
  const given = header.map((name, i) => (name === '' ? `column_${String(i + 1)}` : name));
  const names = distinct(given, (name) => name, new Set());
  const warnings = names.flatMap((name, i) => {
    if (header[i] === '') return [`Column ${String(i + 1)} has no name; it is called "${name}".`];
    if (name === header[i]) return [];
    return [
      `The name "${header[i] ?? ''}" occurs more than once; column ${String(i + 1)} is called "${name}".`,
    ];
  });
  return { names, warnings };
}

/**
 * Names for the columns of a table beside those that are `taken`. The engine does not tell `a` from `A`.
 * @param wanted  distinct names of the file.
 */
export function tableColumnNames(wanted: readonly string[], taken: Iterable<string>): Names {
  const fold = (name: string) => name.toLowerCase();
  const names = distinct(wanted, fold, new Set([...taken].map(fold)));
  const warnings = names.flatMap((name, i) =>
    name === wanted[i]
      ? []
      : [
          `The column "${wanted[i] ?? ''}" is called "${name}": the table has another of that name.`,
        ],
  );
  return { names, warnings };
}

/** The first to want a name gets it; the others get the first free of name_2, name_3 … that nobody else wants. */
function distinct(
  wanted: readonly string[],
  keyOf: (name: string) => string,
  taken: Set<string>,
): string[] {
  const reserved = new Set([...taken, ...wanted.map(keyOf)]);
  const counts = new Map<string, number>();
  return wanted.map((name) => {
    const key = keyOf(name);
    if (!taken.has(key)) {
      taken.add(key);
      return name;
    }
    for (let count = counts.get(key) ?? 2; ; count += 1) {
      const suffixed = `${name}_${String(count)}`;
      if (reserved.has(keyOf(suffixed))) continue;
      reserved.add(keyOf(suffixed));
      counts.set(key, count + 1);
      return suffixed;
    }
  });
}
