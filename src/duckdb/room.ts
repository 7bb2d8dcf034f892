import type { Engine } from './engine.ts';
import { outOfMemory } from './errors.ts';

/** Where WebAssembly's memory ends, less what the engine needs to go on. */
const CEILING_BYTES = 2 ** 32 - 2 ** 26;

/**
 * Throws DatabaseError `out-of-memory` when the engine's memory may not take `bytes` more.
 * Its own script does not look: where no memory is left it would write over the engine.
 */
export function requireRoom(engine: Engine, bytes: number): void {
  const taken = engine.memoryBytes();
  if (taken + bytes > CEILING_BYTES)
    throw outOfMemory(`${bytes} bytes asked for, ${taken} taken`, false);
}
