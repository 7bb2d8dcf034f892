/** The name that `wanted` may be a slip of: the same but for case, spaces and signs, or at most a third of it edited. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const plain = plainly(wanted);
  let best: { name: string; edits: number } | undefined;
  for (const name of names) {
    const other = plainly(name);
    const limit = Math.floor(Math.max(plain.length, other.length) / 3);
    if (Math.abs(plain.length - other.length) > limit) continue;
    const edits = editDistance(plain, other);
    if (edits <= limit && edits < (best?.edits ?? Infinity)) best = { name, edits };
  }
  return best?.name;
}

function plainly(name: string): string {
  const letters = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return (letters === '' ? name : letters).slice(0, 100);
}

/** Levenshtein distance, one row of its table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
