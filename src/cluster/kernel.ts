import { ABI_VERSION } from '../../wasm/abi.ts';
import { ClusterError } from './errors.ts';
import { FUNCTIONS, type KernelExports } from './kernel-exports.ts';

function isKernel(exports: object): exports is KernelExports {
  const found = exports as Readonly<Record<string, unknown>>;
  return (
    found['memory'] instanceof WebAssembly.Memory &&
    FUNCTIONS.every((name) => typeof found[name] === 'function')
  );
}

/** Memory beyond this is given back after a run, by dropping the instance: WebAssembly memory never shrinks. */
const KEEP_BYTES = 64 << 20;

/** A compiled module, and at most one instance of it. One run at a time. */
export class Kernel {
  readonly #module: WebAssembly.Module;
  #instance: KernelExports | undefined;
  #peakBytes = 0;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /** The instance, made anew when there is none. Throws ClusterError `kernel-failed` when it was built for another ABI. */
  exports(): KernelExports {
    if (this.#instance) return this.#instance;
    const { exports } = new WebAssembly.Instance(this.#module, {});
    if (!isKernel(exports) || exports.abi_version() !== ABI_VERSION) {
      throw new ClusterError({
        code: 'kernel-failed',
        message: `The clustering module does not fit this program (it must have version ${ABI_VERSION}). Reload the page, or build again.`,
      });
    }
    this.#instance = exports;
    return exports;
  }

  /** Bytes of memory held now. */
  memoryBytes(): number {
    return this.#instance?.memory.buffer.byteLength ?? 0;
  }

  /** Most memory that any run had taken when it gave it back. */
  peakBytes(): number {
    return this.#peakBytes;
  }

  /** Give memory back to the system, if there is much of it, or all of it. */
  release(everything = false): void {
    this.#peakBytes = Math.max(this.#peakBytes, this.memoryBytes());
    if (everything || this.memoryBytes() > KEEP_BYTES) this.#instance = undefined;
  }
}

/**
 * Compile the kernel and check that it fits.
 * @param source the bytes of `kernel.wasm`, or the module compiled from them
 * Throws ClusterError `kernel-failed` when it is another version.
 */
export async function loadKernel(source: BufferSource | WebAssembly.Module): Promise<Kernel> {
  const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
  const kernel = new Kernel(module);
  kernel.exports();
  return kernel;
}
