import { createEffect, createSignal, on, onCleanup, type Accessor } from 'solid-js';
import { keep, readKept, readKeptNumber } from '../../widgets/storage.ts';

/** Below this width the inspector lies over the station and the rail is slim. */
const NARROW = '(max-width: 1180px)';

/** Widths of the frame in CSS pixels. */
export const RAIL = { initial: 232, narrow: 132, least: 168, most: 420 } as const;
/** Widths of the inspector. */
export const INSPECTOR = { initial: 304, least: 240, most: 640 } as const;
/** Height of the drawer as a share of the station, and of its strip in CSS pixels. */
export const DRAWER = { initial: 0.3, least: 0.12, most: 0.85, strip: 34 } as const;
const LEAST_MAIN = 360;

/** What is open in the frame, and how large; kept in this tab. */
export interface FrameState {
  narrow: Accessor<boolean>;
  railWidth: Accessor<number>;
  setRailWidth(width: number, total: number): void;
  inspectorOpen: Accessor<boolean>;
  setInspectorOpen(open: boolean): void;
  inspectorWidth: Accessor<number>;
  setInspectorWidth(width: number, total: number): void;
  drawerOpen: Accessor<boolean>;
  setDrawerOpen(open: boolean): void;
  /** Share of the station's height while it is open. */
  drawerShare: Accessor<number>;
  setDrawerShare(share: number): void;
}

/** A value between two limits; the lower one wins. */
export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

function createNarrow(): Accessor<boolean> {
  const query = matchMedia(NARROW);
  const [narrow, setNarrow] = createSignal(query.matches);
  const follow = (): void => void setNarrow(query.matches);
  query.addEventListener('change', follow);
  onCleanup(() => query.removeEventListener('change', follow));
  return narrow;
}

function createKeptWidth(key: string, limits: { initial: number; least: number; most: number }) {
  const [width, setWidth] = createSignal(
    clamp(readKeptNumber('session', key) ?? limits.initial, limits.least, limits.most),
  );
  const set = (next: number, room: number): void => {
    const fitted = Math.round(clamp(Math.min(next, room), limits.least, limits.most));
    setWidth(fitted);
    keep('session', key, String(fitted));
  };
  return [width, set] as const;
}

/**
 * The frame's own state.
 * @param station  the current one: the drawer is remembered for each.
 */
export function createFrameState(station: Accessor<string>): FrameState {
  const narrow = createNarrow();
  const [railWidth, setRail] = createKeptWidth('rail', RAIL);
  const [inspectorWidth, setInspector] = createKeptWidth('inspector', INSPECTOR);
  const [wideOpen, setWideOpen] = createSignal(readKept('session', 'inspector-open') !== 'no');
  const [narrowOpen, setNarrowOpen] = createSignal(false);
  const [drawerOpen, setOpen] = createSignal(false);
  const [drawerShare, setShare] = createSignal<number>(DRAWER.initial);
  createEffect(
    on(station, (name) => {
      setOpen(readKept('session', `drawer-open:${name}`) === 'yes');
      const kept = readKeptNumber('session', `drawer:${name}`) ?? DRAWER.initial;
      setShare(clamp(kept, DRAWER.least, DRAWER.most));
    }),
  );
  const inspectorOpen = (): boolean => (narrow() ? narrowOpen() : wideOpen());
  return {
    narrow,
    railWidth: () => (narrow() ? RAIL.narrow : railWidth()),
    setRailWidth: (width, total) =>
      setRail(width, total - LEAST_MAIN - (inspectorOpen() ? inspectorWidth() : 0)),
    inspectorOpen,
    setInspectorOpen(open) {
      if (narrow()) return void setNarrowOpen(open);
      setWideOpen(open);
      keep('session', 'inspector-open', open ? 'yes' : 'no');
    },
    inspectorWidth,
    setInspectorWidth: (width, total) => setInspector(width, total - LEAST_MAIN - railWidth()),
    drawerOpen,
    setDrawerOpen(open) {
      setOpen(open);
      keep('session', `drawer-open:${station()}`, open ? 'yes' : 'no');
    },
    drawerShare,
    setDrawerShare(share) {
      const fitted = clamp(share, DRAWER.least, DRAWER.most);
      setShare(fitted);
      keep('session', `drawer:${station()}`, fitted.toFixed(4));
    },
  };
}
