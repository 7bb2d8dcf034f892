import { createBrowserClusterer } from '../cluster/browser.ts';
import { openBrowserDatabase } from '../duckdb/browser.ts';
import type { DatabaseError } from '../engine/ports.ts';
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

/** The browser's ports: one engine for the page, booted when it is first wanted, and again after a failed boot or when it was lost. */
export function createPorts(versions: Readonly<Record<string, string>>): BrowserPorts {
  // They start their own workers anew, and keep what they hold when the SQL engine is lost.
  const clusterer = createBrowserClusterer();
  const explorer = createBrowserClusterer();
  let booting: Promise<Engine> | null = null;
  let engine: Engine | null = null;
  let warming: Promise<void> = Promise.resolve();
  const wanted = new AbortController();
  const boot = async (): Promise<Engine> => {
    let lose: (error: DatabaseError) => void = () => undefined;
    const lost = new Promise<DatabaseError>((resolve) => {
      lose = resolve;
    });
    const database = await openBrowserDatabase(lose);
    const made = {
      database,
      lost,
      clusterer,
      explorer,
      reader: createBrowserReader(database, openBrowserDatabase),
    };
    engine = made;
    void lost.then(() => {
      if (engine !== made) return;
      engine = null;
      booting = null;
    });
    return made;
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
        (engine?.database.memoryBytes() ?? 0) + clusterer.memoryBytes() + explorer.memoryBytes(),
      limit: MEMORY_LIMIT,
    }),
    simulate,
    writeParquet: writeParquetInWorker,
    versions,
  };
}
