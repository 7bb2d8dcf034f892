import { clusterSlot, clusterWords, compareClusters } from './clusters.ts';
import { formatCount, formatCounted, formatNumber } from './format.ts';
import type { ScaleKind } from './scale.ts';
import type { StripPanel, StripPoint } from './strip-model.ts';
import type { TipText } from './tip.tsx';
import type { Twin } from './twin-table.tsx';

/** What a tooltip says about a mark. */
export function markTip(feature: string, point: StripPoint, noun: string, name?: string): TipText {
  const cluster = point.cluster < 0 ? 'noise' : `cluster ${point.cluster}`;
  return {
    title: `${noun} ${point.id}`,
    rows: [
      [feature, formatNumber(point.value)],
      [
        'cluster',
        name ? `${cluster.replace('cluster ', '')} ${name}` : cluster.replace('cluster ', ''),
      ],
    ],
  };
}

/** The caption: the scale and how much of the data is drawn. */
export function stripCaption(
  panels: readonly StripPanel[],
  kind: ScaleKind,
  total: number | undefined,
  noun: string,
): string {
  const reachesZero = panels.some((panel) => panel.points.some((point) => point.value <= 0));
  const scale =
    kind === 'linear' ? 'linear scale' : reachesZero ? 'log scale, linear next to 0' : 'log scale';
  const drawn = panels[0]?.points.length ?? 0;
  const missing = panels.reduce(
    (sum, panel) => sum + panel.points.filter((point) => !Number.isFinite(point.value)).length,
    0,
  );
  const share =
    total === undefined || total === drawn
      ? `${formatCounted(drawn, noun)} drawn`
      : `${formatCount(drawn)} of ${formatCounted(total, noun)} drawn`;
  return [scale, share, missing > 0 ? `${formatCounted(missing, 'value')} missing` : '']
    .filter(Boolean)
    .join('; ');
}

/** Values of one cluster in one panel, sorted. */
function valuesOf(panel: StripPanel, slot: number): number[] {
  return panel.points
    .filter((point) => clusterSlot(point.cluster) === slot && Number.isFinite(point.value))
    .map((point) => point.value)
    .sort((a, b) => a - b);
}

function median(sorted: readonly number[]): number {
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? NaN;
  return (low + high) / 2;
}

/** One sentence about a strip plot. */
export function stripSummary(
  panels: readonly StripPanel[],
  slots: readonly number[],
  noun: string,
): string {
  const points = panels[0]?.points ?? [];
  const parts = slots.map((slot) => {
    const n = points.filter((point) => clusterSlot(point.cluster) === slot).length;
    return `${clusterWords(slot)} ${formatCount(n)}`;
  });
  return (
    `${formatCounted(panels.length, 'feature')} by cluster, one mark per ${noun}; ` +
    `marks drawn: ${parts.join(', ')}.`
  );
}

/** The drawn marks as a table: a row for each feature and cluster. */
export function stripTwin(panels: readonly StripPanel[], slots: readonly number[]): Twin {
  const numeric = true;
  return {
    columns: [
      { label: 'Feature' },
      { label: 'Cluster' },
      { label: 'Drawn', numeric },
      { label: 'Min', numeric },
      { label: 'Median', numeric },
      { label: 'Max', numeric },
    ],
    rows: panels.flatMap((panel) =>
      [...slots].sort(compareClusters).map((slot) => {
        const values = valuesOf(panel, slot);
        return [
          panel.feature,
          clusterWords(slot),
          formatCount(values.length),
          formatNumber(values[0] ?? NaN),
          formatNumber(median(values)),
          formatNumber(values.at(-1) ?? NaN),
        ];
      }),
    ),
  };
}
