import type { LoadProgress } from '../engine/ports.ts';
import type { RunEvent } from '../engine/result.ts';
import type { Actions } from './actions.ts';
import type { OnJoining } from './make-joined.ts';
import { nextPace, type Pace } from './time-left.ts';

/** Says how far what is under way is, in words. */
export interface Telling {
  /** @param of  what is read, as a person calls it. */
  readonly onLoad: (progress: LoadProgress, of: { readonly name: string }) => void;
  readonly onJoining: OnJoining;
  readonly onEvent: (event: RunEvent) => void;
}

/** @param now  milliseconds of the clock that {@link Activity.endsAt} is told in. */
export function createTelling(
  tell: Actions['tell'],
  now: () => number = () => performance.now(),
): Telling {
  let pace: Pace | null = null;
  let reading = '';
  return {
    onLoad: ({ phase, doneBytes, totalBytes }, { name }) => {
      const sentence = phase === 'read' ? `Reading ${name}` : `Reading ${name} again`;
      const before = sentence === reading ? pace : null;
      pace = totalBytes > 0 ? nextPace(before, doneBytes, totalBytes, now()) : null;
      reading = sentence;
      tell({ sentence, done: doneBytes, total: totalBytes, endsAt: pace?.endsAt ?? null });
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
