import { defineConfig } from 'vitest/config';
import './scripts/checks/node-20.mjs';
import { stripDuckdbSourcemap } from './scripts/vite/strip-duckdb-sourcemap.ts';

/** Solid's client build, whose effects run; by default Node gets the one for rendering on a server. */
const solidClient = [
  { find: /^solid-js$/, replacement: 'solid-js/dist/solid.js' },
  { find: /^solid-js\/store$/, replacement: 'solid-js/store/dist/store.js' },
];

/** Node tests that are left over for the core that the browser was on: they run after it, so that both cores end together. */
const LATE = ['test/cluster/**', 'test/recipes/**', 'test/simulate/**'];

const inNode = {
  globalSetup: ['test/setup.ts'],
  setupFiles: ['test/seed.ts'],
  // One thread for all files: they share one DuckDB, kept on globalThis.
  pool: 'threads' as const,
  isolate: false,
  maxWorkers: 1,
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [stripDuckdbSourcemap()],
        resolve: { alias: solidClient },
        test: {
          ...inNode,
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', ...LATE],
          server: { deps: { inline: [/solid-js/] } },
        },
      },
      {
        plugins: [stripDuckdbSourcemap()],
        test: {
          ...inNode,
          name: 'late',
          include: LATE.map((folder) => `${folder}/*.test.ts`),
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          // One thread: the files share one browser and do not slow each other down.
          pool: 'threads',
          isolate: false,
          maxWorkers: 1,
          // The tests in Node run beside them.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // To ask the page more often than that would keep it from what it is asked for.
          expect: { poll: { interval: 150 } },
        },
      },
    ],
  },
});
