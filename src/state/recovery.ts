import { batch, createSignal, type Accessor } from 'solid-js';
import type { Database, DatabaseError } from '../engine/ports.ts';
import type { Actions } from './actions.ts';
import { EngineLostError, failureOf, isAbort, type Failure } from './failure.ts';
import type { AppPorts, Engine } from './ports.ts';

export interface Recovery {
  /** The database of the engine at work; null before the first and while there is none. */
  readonly database: Accessor<Database | null>;
  /** The engine at work, or another when that was lost. */
  engine(): Promise<Engine>;
  /** As {@link Actions.act}; what fails because the engine was lost says so. */
  readonly act: Actions['act'];
  /** Throws when the engine was lost since it was last asked for. @param during  what failed by it. */
  throwIfLost(during: Failure | null): void;
}

/**
 * Goes on after an engine was lost (no memory left, a trap, its worker gone): what is told here forgets the rows at once,
 * and the next action gets another engine.
 */
export function createRecovery(options: {
  readonly ports: AppPorts;
  readonly actions: Actions;
  /** All that was in the engine is gone. */
  readonly onLost: () => void;
}): Recovery {
  const { ports, actions, onLost } = options;
  const [database, setDatabase] = createSignal<Database | null>(null);
  let lost: DatabaseError | null = null;

  const throwIfLost = (during: Failure | null): void => {
    if (lost) throw new EngineLostError(lost, during);
  };
  const watch = (engine: Engine): void => {
    void engine.lost.then((reason) => {
      if (database() !== engine.database) return;
      lost = reason;
      batch(() => {
        setDatabase(null);
        onLost();
        // An action under way fails by it, and says so itself.
        if (!actions.activity()) actions.fail(failureOf(new EngineLostError(reason, null)));
      });
    });
  };
  return {
    database,
    engine: async () => {
      const engine = await ports.engine();
      if (database() !== engine.database) {
        lost = null;
        setDatabase(engine.database);
        watch(engine);
      }
      return engine;
    },
    throwIfLost,
    act: (sentence, work) =>
      actions.act(sentence, async (signal) => {
        try {
          await work(signal);
        } catch (error) {
          if (!signal.aborted && !isAbort(error) && !(error instanceof EngineLostError))
            throwIfLost(failureOf(error));
          throw error;
        }
      }),
  };
}
