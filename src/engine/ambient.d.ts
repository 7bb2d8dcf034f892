/**
 * The names of the platform that the pure folders may use. Every host (page, worker, Node) has them;
 * `tsconfig.pure.json` alone reads this file, the other projects have the host's own types.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

interface Blob {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
  slice(start?: number, end?: number): Blob;
}

declare const performance: { now(): number };
