// `npm run bench`: times the kernel against the textbook and against reading the matrix once, in one run.
import { register } from 'tsx/esm/api';
import { buildKernel } from './build-kernel.mjs';

await buildKernel();
register();
await import('../test/bench/kernel.ts');
