import { createSignal, type Accessor } from 'solid-js';
import type { SourceFile } from '../engine/ports.ts';
import type { Actions } from './actions.ts';
import type { Failure } from './failure.ts';
import { arrangeFiles } from './open-files.ts';
import type { AppPorts, Engine } from './ports.ts';
import type { Questions } from './questions.ts';
import { sourceName } from './table-name.ts';
import type { TableStore } from './tables.ts';

export interface Opening {
  /** Truth of the simulated log, where one is open. */
  readonly truth: Accessor<SourceFile | null>;
  /** @param beside  whether what is open stays. */
  openFiles(files: readonly SourceFile[], beside: boolean): Promise<void>;
  openExample(rows: number | undefined, seed: number): Promise<void>;
}

/** How files and the example become tables, and are run. */
export function createOpening(options: {
  readonly ports: AppPorts;
  readonly tables: TableStore;
  readonly questions: Questions;
  readonly act: Actions['act'];
  readonly tell: Actions['tell'];
  readonly bootEngine: (signal: AbortSignal) => Promise<Engine>;
  readonly runAll: (signal: AbortSignal, failures?: readonly Failure[]) => Promise<void>;
  /** Takes everything away that is open. */
  readonly clear: () => Promise<void>;
}): Opening {
  const { ports, tables, questions, act, tell, bootEngine, runAll, clear } = options;
  const [truth, setTruth] = createSignal<SourceFile | null>(null);

  const openBeside = async (files: readonly SourceFile[], signal: AbortSignal): Promise<void> => {
    const { reader } = await bootEngine(signal);
    const look = (file: SourceFile): void => {
      tell({ sentence: `Looking at ${sourceName(file)}` });
    };
    const open = tables.list().filter(({ joined }) => !joined);
    const arranged = await arrangeFiles(files, open, reader, questions, signal, look);
    for (const { id, files: own, columns, reading } of arranged.appended) {
      tables.update(id, { files: own, columns, reading });
      tables.show(id);
    }
    tables.add(arranged.tables);
    await runAll(signal, arranged.failures);
  };
  return {
    truth,
    openFiles: (files, beside) =>
      act('Opening', async (signal) => {
        if (!beside) {
          setTruth(null);
          await clear();
        }
        await openBeside(files, signal);
      }),
    openExample: (rows, seed) =>
      act('Simulating clicks', async (signal) => {
        await clear();
        const simulated = await ports.simulate({
          seed,
          rows,
          signal,
          onProgress: (n) => {
            tell({ sentence: 'Simulating clicks', done: n, total: rows ?? 0 });
          },
        });
        setTruth(simulated.truth);
        await openBeside([simulated.file], signal);
      }),
  };
}
