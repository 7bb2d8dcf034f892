import { createSignal, type Signal } from 'solid-js';
import type { Workbench } from '../../state/workbench.ts';
import type { ColumnProfile } from './column-model.ts';

/** A column of a relation, with its profile. */
export interface SelectedColumn {
  readonly relation: string;
  readonly column: ColumnProfile;
}

const selected = new WeakMap<Workbench, Signal<SelectedColumn | null>>();

/** The column whose profile is shown: the table of columns writes it, the inspector reads it. */
export function selectedColumn(workbench: Workbench): Signal<SelectedColumn | null> {
  const known = selected.get(workbench);
  if (known) return known;
  const [column, setColumn] = createSignal<SelectedColumn | null>(null);
  const made: Signal<SelectedColumn | null> = [column, setColumn];
  selected.set(workbench, made);
  return made;
}
