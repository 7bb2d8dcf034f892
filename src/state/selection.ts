import { createSignal, type Accessor } from 'solid-js';
import type { Cell, Column } from '../engine/table.ts';

/** One level down from the one before it: a cluster, a session, a key of a reputation or pivot. */
export type Crumb =
  | { readonly level: 'cluster'; readonly cluster: number }
  | { readonly level: 'session'; readonly session: number }
  | {
      readonly level: 'entity';
      readonly columns: readonly Column[];
      readonly values: readonly Cell[];
    };

export interface Selection {
  /** From the widest to the narrowest; empty when all rows are shown. */
  readonly path: Accessor<readonly Crumb[]>;
  /** Starts anew with these crumbs. */
  select(...path: Crumb[]): void;
  /** Goes one level down. */
  open(crumb: Crumb): void;
  /** Goes up to the first `depth` crumbs. */
  upTo(depth: number): void;
  back(): void;
  forward(): void;
}

/** What is selected, everywhere; back and forward step through what was. */
export function createSelection(): Selection {
  const [state, setState] = createSignal<{
    readonly past: readonly (readonly Crumb[])[];
    readonly at: number;
  }>({ past: [[]], at: 0 });
  const path = (): readonly Crumb[] => state().past[state().at] ?? [];
  const go = (next: readonly Crumb[]): void => {
    setState(({ past, at }) => ({
      past: [...past.slice(Math.max(0, at - 49), at + 1), next],
      at: Math.min(at, 49) + 1,
    }));
  };
  const step = (by: number): void => {
    setState(({ past, at }) => ({ past, at: Math.min(past.length - 1, Math.max(0, at + by)) }));
  };
  return {
    path,
    select: (...next) => {
      go(next);
    },
    open: (crumb) => {
      go([...path(), crumb]);
    },
    upTo: (depth) => {
      go(path().slice(0, depth));
    },
    back: () => {
      step(-1);
    },
    forward: () => {
      step(1);
    },
  };
}
