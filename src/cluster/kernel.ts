import { ABI_VERSION } from '../../wasm/abi.ts';
import { ClusterError } from './errors.ts';
import { FUNCTIONS, type KernelExports } from './kernel-exports.ts';
import { createdMemory, createdPoints, usedUpMemory } from './points.ts';

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
    this.#instance ??= this.#instantiate();
    return this.#instance;
  }

  /**
   * The instance on which to run a method on `points`: their own, if they were created in a module's memory (`createPoints`).
   * Throws ClusterError as `exports`.
   */
  exportsFor(points: Float64Array): KernelExports {
    const created = createdPoints.get(points);
    if (created) this.#instance = created.wasm;
    return this.exports();
  }

  /** Whether points lie in this kernel's memory from the start (`createPoints`), so that nothing need be copied. */
  holds(points: Float64Array): boolean {
    return createdPoints.has(points);
  }

  /**
   * Bring points to the address that a method's layout gave them, after `exportsFor`. Created points lie there already; they
   * are used up from now on, and their length may be 0 since the layout: count rows before it.
   */
  place(points: Float64Array, address: number): void {
    const created = createdPoints.get(points);
    if (created) usedUpMemory.add(created.wasm.memory.buffer);
    else new Float64Array(this.exports().memory.buffer, address, points.length).set(points);
  }

  /** A new instance whose memory holds `rows` × `dims` zeros, and them. Undefined when memory is refused: nothing is taken then. */
  createPoints(rows: number, dims: number): Float64Array<ArrayBuffer> | undefined {
    const wasm = this.#instantiate();
    const address = wasm.points_prepare(rows, dims) >>> 0;
    if (address === 0) return undefined;
    const points = new Float64Array(wasm.memory.buffer, address, rows * dims);
    createdPoints.set(points, { wasm, dims });
    createdMemory.add(points.buffer);
    return points;
  }

  #instantiate(): KernelExports {
    const { exports } = new WebAssembly.Instance(this.#module, {});
    if (!isKernel(exports) || exports.abi_version() !== ABI_VERSION) {
      throw new ClusterError({
        code: 'kernel-failed',
        message: `The clustering module does not fit this program (it must have version ${ABI_VERSION}). Reload the page, or build again.`,
      });
    }
    return exports;
  }

  /** Bytes of memory held now, without points that were created and not used yet. */
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
