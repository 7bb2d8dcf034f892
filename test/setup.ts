import { buildKernel } from '../scripts/build-kernel.mjs';

/** The tests load the compiled kernels from `src/generated`. */
export default async function setup(): Promise<void> {
  await buildKernel();
}
