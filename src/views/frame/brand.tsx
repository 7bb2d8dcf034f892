import type { JSX } from 'solid-js';

/** The mark: two prints of a trail, the newer one suspect. */
export function Brand(): JSX.Element {
  return (
    <div class="brand">
      <svg viewBox="0 0 18 18" aria-hidden="true">
        <g class="print-1">
          <ellipse cx="6" cy="13.4" rx="2.9" ry="3.3" />
          <circle cx="2" cy="8.9" r="1.35" />
          <circle cx="5.2" cy="7.6" r="1.35" />
          <circle cx="8.6" cy="8.7" r="1.35" />
        </g>
        <g class="print-2">
          <ellipse cx="13.4" cy="7" rx="2.1" ry="2.5" />
          <circle cx="10.6" cy="3.7" r="1.05" />
          <circle cx="13" cy="2.5" r="1.05" />
          <circle cx="15.6" cy="3.4" r="1.05" />
        </g>
      </svg>
      <span>Spoor</span>
    </div>
  );
}
