// The command line: compiles the kernels when they are stale, then runs src/cli/main.ts in this process.
import { buildKernel } from './build-kernel.mjs';
import { requireNode } from './node-version.mjs';

requireNode();
await buildKernel();
const { register } = await import('tsx/esm/api');
register();
/** @type {typeof import('../src/cli/main.ts')} */
const { main } = await import(new URL('../src/cli/main.ts', import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
