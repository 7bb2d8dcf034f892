import type { TableReading } from '../../engine/reading.ts';
import type { LoadQuestion } from '../../state/table-readings.ts';
import type { Workbench } from '../../state/workbench.ts';

/** What the dialog of a question that a load ended with gets. */
export interface LoadQuestionProps<Kind extends LoadQuestion['question']['kind']> {
  readonly question: Extract<LoadQuestion['question'], { kind: Kind }>;
  readonly table: LoadQuestion['table'];
  /** What the table was to be loaded as. */
  readonly as: LoadQuestion['failed']['as'];
  readonly open: boolean;
  readonly workbench: Workbench;
  /** Loads again, with what was decided. */
  readonly onAnswer: (reading: TableReading) => void;
  /** Everything stays as it is. */
  readonly onCancel: () => void;
}
