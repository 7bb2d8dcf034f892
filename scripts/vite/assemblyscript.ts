import { relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import { buildKernel } from '../build-kernel.mjs';

const SOURCES = 'wasm';

/** Compiles the AssemblyScript kernels before the build, and again when a source changes while serving. */
export function assemblyscript(): Plugin {
  return {
    name: 'spoor:assemblyscript',
    async buildStart() {
      await buildKernel();
    },
    configureServer(server) {
      const folder = resolve(server.config.root, SOURCES);
      server.watcher.add(folder);
      server.watcher.on('all', (_event, file) => {
        const path = relative(folder, file);
        if (path.startsWith('..') || path.startsWith(sep) || !path.endsWith('.ts')) return;
        // The page reloads by itself when the compiled module, an asset of it, has changed.
        buildKernel().catch((problem: unknown) => {
          const error = problem instanceof Error ? problem : new Error(String(problem));
          const err = {
            message: error.message,
            stack: error.stack ?? '',
            plugin: 'assemblyscript',
          };
          server.config.logger.error(error.message);
          server.ws.send({ type: 'error', err });
        });
      });
    },
  };
}
