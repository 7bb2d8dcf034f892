import { questionOf } from '../state/table-readings.ts';
import type { Workbench } from '../state/workbench.ts';

/** Whether the station has a main action of its own; Run in the bar stands back then. */
export function hasOwnAction(workbench: Workbench): boolean {
  const failure = workbench.failure();
  if (failure) return failure.engineLost === true;
  if (workbench.result() ?? workbench.activity()) return false;
  const table = workbench.tables.shown();
  if (workbench.navigation.station() === 'data' && table) return questionOf(table) !== null;
  return true;
}
