import { ClusterError } from './errors.ts';
import type { Kernel } from './kernel.ts';

let installed: Kernel | undefined;

/** Choose the kernel that the synchronous functions use. */
export function installKernel(kernel: Kernel): void {
  installed = kernel;
}

/** Throws ClusterError `kernel-failed` when none was installed (`installKernel(await loadKernel(bytes))`). */
export function installedKernel(): Kernel {
  if (installed) return installed;
  throw new ClusterError({ code: 'kernel-failed', message: 'No clustering module is loaded.' });
}
