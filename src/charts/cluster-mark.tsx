import './styles.ts';
import type { JSX } from 'solid-js';
import { clusterColor, clusterShape, shapePath } from './clusters.ts';

export { clusterColor } from './clusters.ts';

/** Props of the mark of a cluster. */
export interface ClusterMarkProps {
  /** The algorithm's number; −1 is noise, 8 and above share one mark. */
  cluster: number;
  /** Side in pixels, 9 by default, up to 11. */
  size?: number;
  /** In a selected row: a thin ink outline, because two of the colours need it there. */
  outlined?: boolean;
}

/** The shape and colour of a cluster beside its number. Decoration: the number says the same in words. */
export function ClusterMark(props: ClusterMarkProps): JSX.Element {
  const noise = (): boolean => props.cluster < 0;
  return (
    <svg
      class="ch-mark"
      width={props.size ?? 9}
      height={props.size ?? 9}
      viewBox="-4.75 -4.75 9.5 9.5"
      aria-hidden="true"
    >
      <path
        classList={{
          'ch-mark-noise': noise(),
          'ch-mark-line': props.outlined === true && !noise(),
        }}
        d={shapePath(clusterShape(props.cluster), 3.5)}
        fill={noise() ? 'none' : clusterColor(props.cluster)}
      />
    </svg>
  );
}
