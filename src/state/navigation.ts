import { createSignal, onCleanup, type Accessor } from 'solid-js';
import type { Station } from '../steps/kind.ts';

export const STATIONS: readonly Station[] = [
  'data',
  'sessions',
  'features',
  'clusters',
  'reputation',
  'export',
];

export interface Navigation {
  readonly station: Accessor<Station>;
  /** Tab within the station; empty for the first. */
  readonly tab: Accessor<string>;
  go(station: Station, tab?: string): void;
}

/** Station and tab live in the URL fragment (`#/clusters/pivot`); data never does. */
export function createNavigation(): Navigation {
  const [place, setPlace] = createSignal(read());
  const follow = (): void => {
    setPlace(read());
  };
  addEventListener('hashchange', follow);
  onCleanup(() => {
    removeEventListener('hashchange', follow);
  });
  return {
    station: () => place().station,
    tab: () => place().tab,
    go: (station, tab = '') => {
      const hash = tab === '' ? `#/${station}` : `#/${station}/${encodeURIComponent(tab)}`;
      if (location.hash !== hash) history.pushState(null, '', hash);
      setPlace({ station, tab });
    },
  };
}

function read(): { station: Station; tab: string } {
  const [station, tab = ''] = location.hash.replace(/^#\//, '').split('/');
  return { station: STATIONS.find((name) => name === station) ?? 'data', tab: decoded(tab) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
