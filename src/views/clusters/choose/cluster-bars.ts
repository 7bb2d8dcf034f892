import { formatCounted } from '../../../charts/format.ts';
import type { Bar } from '../../../charts/bars.tsx';

const SHOWN = 6;

/** Rows of each cluster, the largest first, the rest as one bar, and noise last. */
export function clusterBars(clusters: Int32Array, count: number, noise: number): Bar[] {
  const sizes = new Int32Array(count);
  for (const cluster of clusters) if (cluster >= 0) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  const order = [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  const shown = order.length <= SHOWN + 1 ? order : order.slice(0, SHOWN);
  const rest = order.slice(shown.length);
  const bars: Bar[] = shown.map((cluster) => ({
    label: `Cluster ${String(cluster)}`,
    value: sizes[cluster] ?? 0,
    cluster,
  }));
  if (rest.length > 0)
    bars.push({
      label: formatCounted(rest.length, 'other cluster'),
      value: rest.reduce((sum, cluster) => sum + (sizes[cluster] ?? 0), 0),
    });
  return [...bars, { label: 'Noise', value: noise, cluster: -1 }];
}
