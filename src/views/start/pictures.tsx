import { For, type JSX } from 'solid-js';

const PAWS = [
  { at: 'translate(16 68) rotate(20) scale(0.9)', opacity: 0.35 },
  { at: 'translate(40 50) rotate(50) scale(0.95)', opacity: 0.55 },
  { at: 'translate(58 26) rotate(24)', opacity: 0.75 },
  { at: 'translate(86 14) rotate(52) scale(1.05)', opacity: 1 },
] as const;

/** A trail of four paws, the last one a suspect's. Decoration. */
export function PawTrail(): JSX.Element {
  return (
    <svg class="paws hide-s" width="104" height="88" viewBox="0 0 104 88" aria-hidden="true">
      <For each={PAWS}>
        {(paw, i) => (
          <g
            transform={paw.at}
            opacity={paw.opacity}
            class={i() === PAWS.length - 1 ? 'paw-last' : undefined}
          >
            <ellipse cx="0" cy="5" rx="5.2" ry="6" />
            <circle cx="-7" cy="-2.4" r="2.5" />
            <circle cx="-2.3" cy="-6.4" r="2.5" />
            <circle cx="3.4" cy="-6" r="2.5" />
            <circle cx="7.4" cy="-1.6" r="2.4" />
          </g>
        )}
      </For>
    </svg>
  );
}

/** Numbers that look strewn but are always the same. */
function strewn(count: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
}

const MANY = strewn(240, 7);
const ORGANIC = Array.from({ length: 120 }, (_, i) => ({
  x: 14 + 46 * (MANY[2 * i] ?? 0) ** 6,
  y: 80 - 52 * (MANY[2 * i + 1] ?? 0) ** 5,
}));
const SCATTER = strewn(56, 11);
const SCANNER = Array.from({ length: 28 }, (_, i) => ({
  x: 128 + 62 * (SCATTER[2 * i] ?? 0) ** 2,
  y: 34 + 26 * (SCATTER[2 * i + 1] ?? 0),
}));

/** What the example shows once it has run: many sessions of people, and the few that stand apart. Decoration. */
export function ClusterSketch(): JSX.Element {
  return (
    <svg class="sketch" viewBox="6 4 194 84" preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      <For each={ORGANIC}>
        {({ x, y }) => <circle class="sk0" cx={x.toFixed(1)} cy={y.toFixed(1)} r="1.4" />}
      </For>
      <For each={SCANNER}>
        {({ x, y }) => (
          <path
            class="sk1"
            d={`M${x.toFixed(1)} ${(y - 2.8).toFixed(1)}l2.8 2.8l-2.8 2.8l-2.8-2.8z`}
          />
        )}
      </For>
      <path class="sk2" d="M34 12l3.4 6h-6.8zM46 12l3.4 6h-6.8z" />
      <path class="sk3" d="M12 26h5.4v5.4h-5.4zM18 34h5.4v5.4h-5.4z" />
    </svg>
  );
}
