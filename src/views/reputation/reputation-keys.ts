import type { StepResult } from '../../engine/result.ts';
import type { Schema } from '../../engine/table.ts';

/** The first measure of a reputation; the columns before it are its key. */
const FIRST_MEASURE = 'total_events';

/** The columns whose values are scored. */
export function keyColumns(step: StepResult): Schema {
  const at = step.schema.findIndex((column) => column.name === FIRST_MEASURE);
  return at < 0 ? step.schema.slice(0, 1) : step.schema.slice(0, at);
}

/** The columns of the key, joined by a plus sign. */
export function keyTitle(step: StepResult): string {
  return keyColumns(step)
    .map((column) => column.name)
    .join(' + ');
}
