/** A step of the rail: where its node stands and how many rows it gave; null before it has run. */
export interface TrailNode {
  y: number;
  rows: number | null;
}

/** Width of the trail at a step, in pixels. */
export function trailWidth(rows: number): number {
  return Math.max(1.5, 2.1 * Math.log10(Math.max(1, rows)));
}

/** Outline of the ribbon through the nodes that have run, symmetric around the middle of the column. */
export function trailPath(nodes: readonly TrailNode[], width: number): string {
  const run = nodes.filter((node): node is { y: number; rows: number } => node.rows !== null);
  if (run.length < 2) return '';
  const middle = width / 2;
  const edge = (points: readonly { y: number; rows: number }[], side: 1 | -1): string =>
    points
      .map((node, i) => {
        const x = +(middle + (side * trailWidth(node.rows)) / 2).toFixed(2);
        const before = points[i - 1];
        if (!before) return `${x} ${node.y}`;
        const from = +(middle + (side * trailWidth(before.rows)) / 2).toFixed(2);
        const half = (before.y + node.y) / 2;
        return `C${from} ${half} ${x} ${half} ${x} ${node.y}`;
      })
      .join('');
  return `M${edge(run, -1)}L${edge([...run].reverse(), 1)}Z`;
}
