import type { Engine } from './engine.ts';
import { outOfMemory } from './errors.ts';

const MEMORY_BYTES = 2 ** 32;
/** What the engine needs to go on. */
const RESERVE_BYTES = 2 ** 26;

/**
 * Throws DatabaseError `out-of-memory` when the engine's memory may not take `bytes` more.
 * Its own script does not look: where no memory is left it would write over the engine.
 */
export async function requireRoom(
  engine: Pick<Engine, 'memoryBytes' | 'hasRoom'>,
  bytes: number,
): Promise<void> {
  const taken = engine.memoryBytes();
  if (taken + bytes + RESERVE_BYTES <= MEMORY_BYTES) return;
  // Memory that was grown for something large is not given back, but is free for other things.
  if (await engine.hasRoom(bytes + RESERVE_BYTES)) return;
  throw outOfMemory(`${bytes} bytes asked for, ${taken} taken`, false);
}
