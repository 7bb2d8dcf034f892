import { buildKernel } from '../../scripts/build-kernel.mjs';
import { installKernel } from '../../src/cluster/installed';
import { loadNodeKernel } from '../../src/cluster/node';

await buildKernel();
/** The kernel of the present sources, installed for `dbscan`. */
export const kernel = await loadNodeKernel();
installKernel(kernel);
