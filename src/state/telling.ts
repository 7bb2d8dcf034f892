import type { LoadProgress } from '../engine/ports.ts';
import type { RunEvent } from '../engine/result.ts';
import type { Actions } from './actions.ts';
import type { OnJoining } from './make-joined.ts';

/** Says how far what is under way is, in words. */
export interface Telling {
  readonly onLoad: (progress: LoadProgress) => void;
  readonly onJoining: OnJoining;
  readonly onEvent: (event: RunEvent) => void;
}

export function createTelling(tell: Actions['tell']): Telling {
  return {
    onLoad: ({ phase, doneBytes, totalBytes }) => {
      tell({
        sentence: phase === 'read' ? 'Reading' : 'Reading again',
        done: doneBytes,
        total: totalBytes,
      });
    },
    onJoining: (phase, done, total) => {
      tell({ sentence: `Joining, ${phase}`, done, total });
    },
    onEvent: (event) => {
      if (event.type === 'step-started')
        tell({ sentence: event.sentence, step: event.as, done: event.index, total: event.count });
      else if (event.type === 'step-progress')
        tell({ sentence: `${event.method}, ${event.phase}`, done: event.done, total: event.total });
    },
  };
}
