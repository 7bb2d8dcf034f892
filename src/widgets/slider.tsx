import { Slider as Kobalte } from '@kobalte/core/slider';
import { createEffect, createSignal, on, type JSX } from 'solid-js';

export interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** While dragging. */
  onPreview?: (value: number) => void;
  /** On release, and for each key. */
  onChange: (value: number) => void;
  /** The value in words, for a screen reader. */
  say?: (value: number) => string;
  disabled?: boolean;
}

/** A value on a line. Previews while dragging, applies on release. */
export function Slider(props: SliderProps): JSX.Element {
  const [held, setHeld] = createSignal<number>();
  createEffect(
    on(
      () => props.value,
      () => setHeld(undefined),
    ),
  );
  const clamped = (): number => Math.min(props.max, Math.max(props.min, held() ?? props.value));
  return (
    <Kobalte
      class="slider"
      value={[clamped()]}
      minValue={props.min}
      maxValue={props.max}
      step={props.step}
      disabled={props.disabled ?? false}
      getValueLabel={({ values }) => props.say?.(values[0] ?? 0) ?? String(values[0])}
      onChange={([value]) => {
        if (value === undefined || value === clamped()) return;
        setHeld(value);
        props.onPreview?.(value);
      }}
      onChangeEnd={([value]) => {
        if (value !== undefined && value !== props.value) props.onChange(value);
      }}
    >
      <Kobalte.Track class="s-track">
        <Kobalte.Fill class="s-fill" />
        <Kobalte.Thumb class="s-thumb" aria-label={props.label} />
      </Kobalte.Track>
    </Kobalte>
  );
}
