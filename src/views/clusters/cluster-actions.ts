import { createSignal, type Accessor } from 'solid-js';
import type { Workbench } from '../../state/workbench.ts';
import { revealRows } from '../drawer/reveal-rows.ts';

export interface ClusterActions {
  /** The cluster whose name is being typed. */
  readonly renaming: Accessor<number | null>;
  setRenaming(cluster: number | null): void;
  /** The cluster in the selection, at whatever level. */
  readonly selected: Accessor<number | null>;
  select(cluster: number): void;
  /** Selects a cluster and shows its sessions. */
  open(cluster: number): void;
  /** Suspect or not, for the selected cluster; false where none is selected. */
  toggleSelected(): boolean;
  renameSelected(): boolean;
}

/** What the panels of the station do to clusters. */
export function createClusterActions(workbench: Workbench): ClusterActions {
  const [renaming, setRenaming] = createSignal<number | null>(null);
  const { judgements, selection } = workbench;
  const selected = (): number | null => {
    const crumb = selection.path().find((candidate) => candidate.level === 'cluster');
    return crumb ? crumb.cluster : null;
  };
  const select = (cluster: number): void => {
    const [only, ...more] = selection.path();
    if (only?.level === 'cluster' && only.cluster === cluster && more.length === 0) return;
    selection.select({ level: 'cluster', cluster });
  };
  return {
    renaming,
    setRenaming,
    selected,
    select,
    open: (cluster) => {
      select(cluster);
      revealRows();
    },
    toggleSelected: () => {
      const cluster = selected();
      if (cluster === null) return false;
      if (cluster < 0) judgements.setNoiseSuspect(!judgements.noiseSuspect());
      else judgements.setSuspect(cluster, !judgements.suspects()[cluster]);
      return true;
    },
    renameSelected: () => {
      const cluster = selected();
      if (cluster === null || cluster < 0) return false;
      setRenaming(cluster);
      return true;
    },
  };
}
