import { ClusterError } from './errors.ts';
import type { Kernel } from './kernel.ts';

let installed: Kernel | (() => Kernel) | undefined;

/** Choose the kernel that the synchronous functions use, or how to make it when it is first wanted. */
export function installKernel(kernel: Kernel | (() => Kernel)): void {
  installed = kernel;
}

/** Throws ClusterError `kernel-failed` when none was installed (`installKernel(await loadKernel(bytes))`). */
export function installedKernel(): Kernel {
  if (typeof installed === 'function') installed = installed();
  if (installed) return installed;
  throw new ClusterError({ code: 'kernel-failed', message: 'No clustering module is loaded.' });
}
