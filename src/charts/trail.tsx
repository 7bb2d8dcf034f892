import './styles.ts';
import type { JSX } from 'solid-js';
import { type TrailNode, trailPath } from './trail-path.ts';

export type { TrailNode } from './trail-path.ts';

/** Props of the ribbon behind the nodes of the rail. */
export interface TrailProps {
  nodes: readonly TrailNode[];
  /** Width of the column of nodes, 28 by default. */
  width?: number;
  height: number;
}

/** The ribbon that narrows from events to suspects; a style may stretch it. Decoration: each step says its rows in words. */
export function Trail(props: TrailProps): JSX.Element {
  const width = (): number => props.width ?? 28;
  return (
    <svg
      class="ch-trail"
      width={width()}
      height={props.height}
      viewBox={`0 0 ${String(width())} ${String(props.height)}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={trailPath(props.nodes, width())} />
    </svg>
  );
}
