import { createBrowserClusterer } from '../cluster/browser.ts';
import { openBrowserDatabase } from '../duckdb/browser.ts';
import { createBrowserReader } from '../readers/browser.ts';
import { writeParquetInWorker } from '../readers/parquet/browser-write.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { AppPorts, Engine } from '../state/ports.ts';
import { simulate } from './simulate.ts';
import { warmUp } from './warm-up.ts';

/** A WebAssembly memory of 32-bit addresses ends here. */
const MEMORY_LIMIT = 4 * 2 ** 30;

export interface BrowserPorts extends AppPorts {
  /** Boots and warms the engine while nobody waits for it; whoever wants it ends the warming. */
  prepare(recipe: Recipe): Promise<void>;
}

/** The browser's ports: one engine for the page, booted when it is first wanted and again after a failed boot. */
export function createPorts(versions: Readonly<Record<string, string>>): BrowserPorts {
  let booting: Promise<Engine> | null = null;
  let engine: Engine | null = null;
  let warming: Promise<void> = Promise.resolve();
  const wanted = new AbortController();
  const boot = async (): Promise<Engine> => {
    const database = await openBrowserDatabase();
    engine = {
      database,
      clusterer: createBrowserClusterer(),
      explorer: createBrowserClusterer(),
      reader: createBrowserReader(database),
    };
    return engine;
  };
  const booted = (): Promise<Engine> => {
    booting ??= boot().catch((error: unknown) => {
      booting = null;
      throw error;
    });
    return booting;
  };
  return {
    engine: async () => {
      wanted.abort(new DOMException('The engine is wanted.', 'AbortError'));
      await warming;
      return booted();
    },
    prepare: (recipe) => {
      const work = booted().then((ready) =>
        wanted.signal.aborted ? undefined : warmUp(ready, recipe, wanted.signal),
      );
      // What fails here fails again, with a message, when a person wants it.
      warming = work.catch(() => undefined);
      return warming;
    },
    memory: () => ({
      used:
        (engine?.database.memoryBytes() ?? 0) +
        (engine?.clusterer.memoryBytes() ?? 0) +
        (engine?.explorer.memoryBytes() ?? 0),
      limit: MEMORY_LIMIT,
    }),
    simulate,
    writeParquet: writeParquetInWorker,
    versions,
  };
}
