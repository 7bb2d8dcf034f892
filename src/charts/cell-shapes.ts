/** Heights 0…1 of small bars. A count that is not zero has a visible bar. */
export function miniHeights(counts: readonly number[], log: boolean): number[] {
  const most = Math.max(0, ...counts);
  const size = (n: number): number => (log ? Math.log10(Math.max(n, 0) + 1) : Math.max(n, 0));
  return counts.map((n) => (n > 0 && most > 0 ? Math.max(0.07, size(n) / size(most)) : 0));
}

/** Path of a line over its own range, broken at missing values. A lone value is a short dash. */
export function sparkPath(
  values: readonly (number | null)[],
  width: number,
  height: number,
): string {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  const lo = Math.min(...known);
  const span = Math.max(...known) - lo;
  const step = values.length > 1 ? width / (values.length - 1) : width;
  let path = '';
  let open = false;
  values.forEach((value, i) => {
    if (value === null || !Number.isFinite(value)) {
      open = false;
      return;
    }
    const y = span === 0 ? height / 2 : height - ((value - lo) / span) * height;
    path += `${open ? 'L' : 'M'}${+(i * step).toFixed(1)} ${+y.toFixed(1)}`;
    if (!open) path += 'h0.01';
    open = true;
  });
  return path;
}
