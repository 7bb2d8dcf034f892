import './styles.ts';
import { For, type JSX, Show } from 'solid-js';
import { formatNumber } from './format.ts';
import { SCORE_PAD, scoreDecimals, scoreTicks, scoreX } from './score-axis.ts';

/** The axis that all intervals of a table share: from `min` to 1. */
export interface ScoreAxisProps {
  /** Start of the axis, 0…1; may be above 0 because dots, not bars, are drawn. */
  min: number;
  /** Scores from here on are listed: a line through all rows. */
  threshold?: number;
  /** Width in pixels, 180 by default. */
  width?: number;
}

/** Props of a score with its interval in a table cell. */
export interface ScoreIntervalProps extends ScoreAxisProps {
  /** Share of suspect events, 0…1. */
  score: number;
  /** Ends of its 95 % Wilson interval. */
  low: number;
  high: number;
  /** Filled when listed, hollow when below the threshold. */
  listed: boolean;
}

/** A dot and its interval on the shared axis. The numbers stand in cells beside it. */
export function ScoreInterval(props: ScoreIntervalProps): JSX.Element {
  const width = (): number => props.width ?? 180;
  const x = (score: number): number => Math.round(scoreX(score, props.min, width()) * 10) / 10;
  const words = (): string =>
    `${formatNumber(props.score, 3)}, 95 % from ${formatNumber(props.low, 3)} to ${formatNumber(props.high, 3)}, ` +
    (props.listed ? 'listed' : 'below the threshold');
  return (
    <svg class="ch-score" width={width()} height="22" role="img" aria-label={words()}>
      <title>{words()}</title>
      <For each={scoreTicks(props.min)}>
        {(tick) => <path class="ch-grid" d={`M${Math.round(x(tick)) + 0.5} 0V22`} />}
      </For>
      <Show when={props.threshold !== undefined}>
        <path class="ch-threshold" d={`M${Math.round(x(props.threshold ?? 0)) + 0.5} 0V22`} />
      </Show>
      <Show
        when={props.high >= props.min}
        fallback={<path class="ch-beyond" d={`M${SCORE_PAD - 5} 11l5 -4v8z`} />}
      >
        <path
          class="ch-interval"
          d={`M${x(props.low)} 11H${Math.max(x(props.high), x(props.low) + 1)}`}
        />
        <Show
          when={props.score >= props.min}
          fallback={<path class="ch-beyond" d={`M${SCORE_PAD - 5} 11l5 -4v8z`} />}
        >
          <circle
            class="ch-dot"
            classList={{ 'ch-dot-hollow': !props.listed }}
            cx={x(props.score)}
            cy="11"
            r="3.6"
          />
        </Show>
      </Show>
    </svg>
  );
}

/** Ticks of the shared axis, for the head of the column. */
export function ScoreAxis(props: ScoreAxisProps): JSX.Element {
  const width = (): number => props.width ?? 180;
  return (
    <svg
      class="ch-score"
      width={width()}
      height="16"
      role="img"
      aria-label={`score from ${formatNumber(props.min, 2)} to 1`}
    >
      <For each={scoreTicks(props.min)}>
        {(tick) => (
          <text x={scoreX(tick, props.min, width())} y="12" text-anchor="middle">
            {formatNumber(tick, scoreDecimals(props.min))}
          </text>
        )}
      </For>
    </svg>
  );
}
