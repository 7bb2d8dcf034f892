// `npm run bench [-- --json] [-- --only TEXT]`: the clustering against its rivals, in one run. See test/bench/bench.ts.
import { register } from 'tsx/esm/api';
import { buildKernel } from './build-kernel.mjs';

await buildKernel();
register();
await import('../test/bench/bench.ts');
