import type { TableReading } from '../../engine/reading.ts';
import type { Asked } from '../../state/inputs.ts';
import type { Workbench } from '../../state/workbench.ts';

/** What every question's dialog gets. */
export interface QuestionProps<Kind extends Asked['question']['kind']> {
  readonly file: string;
  readonly question: Extract<Asked['question'], { kind: Kind }>;
  readonly open: boolean;
  readonly workbench: Workbench;
  /** Loads again, with what was decided. */
  readonly onAnswer: (reading: TableReading) => void;
  /** Everything stays as it was. */
  readonly onCancel: () => void;
}
