import { createSignal, type Signal } from 'solid-js';
import type { Workbench } from '../../state/workbench.ts';

const selected = new WeakMap<Workbench, Signal<string | null>>();

/** The column whose profile is shown: the table of columns writes it, the inspector reads it. */
export function selectedColumn(workbench: Workbench): Signal<string | null> {
  const known = selected.get(workbench);
  if (known) return known;
  const [column, setColumn] = createSignal<string | null>(null);
  const made: Signal<string | null> = [column, setColumn];
  selected.set(workbench, made);
  return made;
}
