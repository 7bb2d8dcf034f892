import { createBrowserClusterer } from '../cluster/browser.ts';
import { openBrowserDatabase } from '../duckdb/browser.ts';
import { createBrowserReader } from '../readers/browser.ts';
import type { AppPorts, Engine } from '../state/ports.ts';
import { simulate } from './simulate.ts';

/** A WebAssembly memory of 32-bit addresses ends here. */
const MEMORY_LIMIT = 4 * 2 ** 30;

/** The browser's ports: one engine for the page, booted when it is first wanted and again after a failed boot. */
export function createPorts(versions: Readonly<Record<string, string>>): AppPorts {
  let booting: Promise<Engine> | null = null;
  let engine: Engine | null = null;
  const boot = async (): Promise<Engine> => {
    const database = await openBrowserDatabase();
    engine = { database, clusterer: createBrowserClusterer(), reader: createBrowserReader(database) };
    return engine;
  };
  return {
    engine: () => {
      booting ??= boot().catch((error: unknown) => {
        booting = null;
        throw error;
      });
      return booting;
    },
    memory: () => ({ used: (engine?.database.memoryBytes() ?? 0) + (engine?.clusterer.memoryBytes() ?? 0), limit: MEMORY_LIMIT }),
    simulate,
    versions,
  };
}
