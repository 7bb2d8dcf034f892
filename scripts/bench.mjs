// `npm run bench [-- --json] [-- --only TEXT]`: the clustering against its rivals, in one run. See test/bench/bench.ts.
// `npm run bench -- --large`: large files in a real browser against native DuckDB. See test/bench/large/large.ts.
import { register } from 'tsx/esm/api';
import { buildKernel } from './build-kernel.mjs';

await buildKernel();
register();
if (process.argv.includes('--large')) await import('../test/bench/large/large.ts');
else await import('../test/bench/bench.ts');
