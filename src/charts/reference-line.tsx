import { createEffect, createSignal, type JSX, on, Show } from 'solid-js';
import { formatValue, type ValueUnit } from './format-time.ts';
import type { PlotArea } from './histogram-plot.ts';
import type { Scale } from './scale.ts';
import { snapValue, stepValue } from './snap.ts';

/** A value of the recipe on the value axis. */
export interface Reference {
  value: number;
  /** What it is, for the handle's name: "Gap". */
  name: string;
  /** First line of its label: "gap over 120 s starts a session". */
  label: (value: number) => string;
  /** Second line, its consequence: "950 gaps are longer, 12 420 are not". */
  detail?: (value: number) => string;
  /** Lowest and highest value the handle may take; the ends of the axis when not given. */
  min?: number;
  max?: number;
  /** Rounds a dragged value; the default rounds to what a person would type. */
  snap?: (value: number) => number;
  /** The next value for an arrow key (`large` with Shift or Page Up); the default steps along the axis. */
  step?: (value: number, direction: 1 | -1, large: boolean) => number;
  /** Keys only preview: Enter or leaving the handle applies, Escape takes back. Default: letting the key go applies. */
  confirm?: boolean;
  /** Which side is shaded, with softer bars: the side that the value acts on. */
  shade?: 'above' | 'below' | 'none';
  /** For `above`: whether a bin that starts exactly at the value belongs to the shaded side. Default true. */
  inclusive?: boolean;
  /** Called for every move of the handle; without `onDrag` and `onDrop` the line has no handle. */
  onDrag?: (value: number) => void;
  /** Called when the handle is let go, or a key that moved it is. */
  onDrop?: (value: number) => void;
}

interface ReferenceLineProps {
  reference: Reference;
  /** Where the line stands now, dragged or not. */
  value: number;
  scale: Scale;
  area: PlotArea;
  width: number;
  unit: ValueUnit;
  onMove: (value: number | null) => void;
}

const LABEL_ROOM = 190;

/** A solid line in ink with its label and, when it can be dragged, a handle that arrow keys move as well. */
export function ReferenceLine(props: ReferenceLineProps): JSX.Element {
  const [start, setStart] = createSignal<number | null>(null);
  let handle: HTMLDivElement | undefined;
  const draggable = (): boolean => !!(props.reference.onDrag ?? props.reference.onDrop);
  const min = (): number => props.reference.min ?? props.scale.lo;
  const max = (): number => props.reference.max ?? props.scale.hi;
  const snap = (value: number): number => {
    const own = props.reference.snap;
    return own ? own(value) : snapValue(props.scale, value, props.unit);
  };
  const clamp = (value: number): number => Math.min(max(), Math.max(min(), value));
  const x = (): number =>
    Math.round(
      props.area.left +
        Math.min(1, Math.max(0, props.scale.toUnit(props.value))) * props.area.width,
    );
  const flipped = (): boolean => x() + LABEL_ROOM > props.width && x() > props.width / 2;

  const next = (direction: 1 | -1, large: boolean): number => {
    const own = props.reference.step;
    const share = large ? 0.04 : 0.004;
    return own
      ? own(props.value, direction, large)
      : stepValue(props.scale, props.value, direction, snap, share);
  };

  const move = (value: number): void => {
    if (value === props.value) return;
    props.onMove(value);
    props.reference.onDrag?.(value);
  };
  const drop = (): void => {
    if (start() === null) return;
    const moved = start() !== props.value;
    setStart(null);
    if (moved) props.reference.onDrop?.(props.value);
    props.onMove(null);
  };
  const cancel = (): void => {
    const before = start();
    if (before === null) return;
    setStart(null);
    if (before !== props.value) props.reference.onDrag?.(before);
    props.onMove(null);
  };

  const onPointerMove = (event: PointerEvent): void => {
    if (start() === null) return;
    const plot = (event.currentTarget as HTMLElement).parentElement?.getBoundingClientRect();
    if (!plot) return;
    const unit = (event.clientX - plot.left - props.area.left) / props.area.width;
    move(clamp(snap(props.scale.fromUnit(Math.min(1, Math.max(0, unit))))));
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !draggable()) return;
    event.preventDefault();
    handle?.focus();
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    setStart(props.value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (event.key === 'Escape' && start() !== null) cancel();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === 'Enter' && start() !== null) drop();
    else {
      const large = event.shiftKey || event.key.startsWith('Page');
      const way = direction ?? { PageUp: 1, PageDown: -1 }[event.key];
      const end = { Home: min(), End: max() }[event.key];
      if (way === undefined && end === undefined) return;
      if (start() === null) setStart(props.value);
      move(end ?? clamp(next(way === 1 ? 1 : -1, large)));
    }
    event.preventDefault();
    event.stopPropagation();
  };
  // The recipe's value wins over a drag that was left behind.
  createEffect(
    on(
      () => props.reference.value,
      () => start() === null && props.onMove(null),
    ),
  );

  const top = (): number => Math.max(14, props.area.top - 28);
  const drag = {
    onPointerDown,
    onPointerMove,
    onPointerUp: drop,
    onPointerCancel: cancel,
  };
  return (
    <>
      <div
        class="ch-ref"
        classList={{ 'ch-ref-drag': draggable() }}
        style={{
          transform: `translateX(${x()}px)`,
          top: `${top()}px`,
          height: `${props.area.top + props.area.height - top()}px`,
        }}
        {...drag}
      />
      <div
        class="ch-ref-label"
        classList={{ 'ch-ref-flip': flipped() }}
        style={{ transform: `translateX(${x()}px)`, top: `${top() - 10}px` }}
      >
        <b>{props.reference.label(props.value)}</b>
        <Show when={props.reference.detail}>
          {(detail) => <span>{detail()(props.value)}</span>}
        </Show>
      </div>
      <Show when={draggable()}>
        <div
          ref={(element) => (handle = element)}
          class="ch-handle"
          role="slider"
          tabindex="0"
          aria-label={props.reference.name}
          aria-valuemin={min()}
          aria-valuemax={max()}
          aria-valuenow={props.value}
          aria-valuetext={`${formatValue(props.value, props.unit)}: ${props.reference.label(props.value)}`}
          style={{ transform: `translateX(${x()}px)`, top: `${top() - 14}px` }}
          onKeyDown={onKeyDown}
          onKeyUp={() => {
            if (props.reference.confirm !== true) drop();
          }}
          onBlur={drop}
          {...drag}
        />
      </Show>
    </>
  );
}
