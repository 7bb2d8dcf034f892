import { expect, test } from 'vitest';
import { requireRoom } from '../../src/duckdb/room.ts';

const MIB = 2 ** 20;

/** An engine whose memory has that size and that much free in its largest piece. */
function engineWith(taken: number, free: number) {
  const asked: number[] = [];
  return {
    asked,
    memoryBytes: () => taken,
    hasRoom: (bytes: number) => {
      asked.push(bytes);
      return Promise.resolve(bytes <= free);
    },
  };
}

test('memory that can still grow is not asked', async () => {
  const engine = engineWith(3000 * MIB, 0);
  await requireRoom(engine, 1000 * MIB);
  expect(engine.asked).toStrictEqual([]);
});

test('memory that was grown and is free again is used', async () => {
  const engine = engineWith(4090 * MIB, 900 * MIB);
  await requireRoom(engine, 800 * MIB);
  expect(engine.asked).toStrictEqual([864 * MIB]);
});

test('memory that is taken is refused before anything is lost', async () => {
  await expect(requireRoom(engineWith(4090 * MIB, 900 * MIB), 860 * MIB)).rejects.toMatchObject({
    code: 'out-of-memory',
    engineLost: false,
    details: `${860 * MIB} bytes asked for, ${4090 * MIB} taken`,
  });
});
