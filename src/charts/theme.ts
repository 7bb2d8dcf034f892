import { type Accessor, createRoot, createSignal } from 'solid-js';

const COLORS = {
  canvas: '--bg-canvas',
  ink1: '--ink-1',
  ink2: '--ink-2',
  ink3: '--ink-3',
  inverse: '--ink-inverse',
  axis: '--axis',
  grid: '--grid',
  mark: '--mark',
  markSoft: '--mark-soft',
  noise: '--noise',
  divNeg: '--div-neg',
  divMid: '--div-mid',
  divPos: '--div-pos',
} as const;

type ColorName = keyof typeof COLORS;

/** The tokens as a canvas needs them: colours resolved for the theme that is shown. */
export interface Theme {
  readonly color: Readonly<Record<ColorName, string>>;
  /** Colours of the clusters 0…7. */
  readonly clusters: readonly string[];
  /** Opacity of marks that are not selected. */
  readonly dim: number;
  /** Opacity of the largest cluster. */
  readonly soft: number;
  /** Font of ticks. */
  readonly font: string;
  /** The system's colour of selected things when it forces colours, otherwise null. */
  readonly highlight: string | null;
}

/**
 * Reads the tokens. A custom property's own value is text (`light-dark(…)`), so each colour is resolved
 * by the browser on a probe that is in the page for the time of reading.
 */
function readTheme(): Theme {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.setProperty('forced-color-adjust', 'none');
  document.body.append(probe);
  const computed = getComputedStyle(probe);
  const resolve = (value: string): string => {
    probe.style.color = value;
    return computed.color;
  };
  const root = getComputedStyle(document.documentElement);
  const number = (name: string): number => Number(root.getPropertyValue(name)) || 1;
  const forced = matchMedia('(forced-colors: active)').matches;
  const theme: Theme = {
    color: Object.fromEntries(
      Object.entries(COLORS).map(([name, token]) => [name, resolve(`var(${token})`)]),
    ) as Record<ColorName, string>,
    clusters: Array.from({ length: 8 }, (_, cluster) => resolve(`var(--c${cluster})`)),
    dim: number('--dim'),
    soft: number('--soft'),
    font: `11px ${root.getPropertyValue('--sans').trim() || 'sans-serif'}`,
    highlight: forced ? resolve('Highlight') : null,
  };
  probe.remove();
  return theme;
}

const WATCHED = [
  '(prefers-color-scheme: dark)',
  '(prefers-contrast: more)',
  '(forced-colors: active)',
];

function createTheme(): Accessor<Theme> {
  const [theme, setTheme] = createSignal(readTheme());
  const reread = (): void => {
    setTheme(readTheme());
  };
  for (const query of WATCHED) matchMedia(query).addEventListener('change', reread);
  new MutationObserver(reread).observe(document.documentElement, {
    attributeFilter: ['data-theme'],
  });
  // Ticks in a canvas are drawn again when the font has arrived.
  void document.fonts.ready.then(reread);
  if (document.readyState !== 'complete') addEventListener('load', reread, { once: true });
  return theme;
}

let shared: Accessor<Theme> | undefined;

/** The current theme; changes with `data-theme`, the system's scheme, contrast and forced colours. */
export function useTheme(): Accessor<Theme> {
  shared ??= createRoot(createTheme);
  return shared;
}
