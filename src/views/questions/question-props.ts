import type { Asked } from '../../state/questions.ts';

/** A question of one kind, and whether it is asked now. */
export interface QuestionProps<K extends Asked['kind']> {
  readonly question: Extract<Asked, { kind: K }>;
  readonly open: boolean;
}
