import './styles.ts';
import type { JSX } from 'solid-js';
import { sparkPath } from './cell-shapes.ts';

/** Props of a small line in a table cell. */
export interface SparkProps {
  /** Values at equal steps; null is a gap in the line, never zero. */
  values: readonly (number | null)[];
  /** What it shows, for those who do not see it. */
  label: string;
  width?: number;
  height?: number;
}

/** A line without axes: shape only, its range is in the cells beside it. */
export function Spark(props: SparkProps): JSX.Element {
  const width = (): number => props.width ?? 112;
  const height = (): number => props.height ?? 18;
  return (
    <svg class="ch-mini" width={width()} height={height()} role="img" aria-label={props.label}>
      <path
        class="ch-line"
        transform="translate(1 2)"
        d={sparkPath(props.values, width() - 2, height() - 4)}
      />
    </svg>
  );
}
