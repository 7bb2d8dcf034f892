import { afterEach, expect, test, vi } from 'vitest';
import { createPainter } from '../../src/charts/idle.ts';

const frames: (() => void)[] = [];
const nextFrame = (): void => frames.shift()?.();

function* steps(count: number): Generator<void, void, void> {
  for (let i = 0; i < count; i++) yield;
}

afterEach(() => {
  frames.length = 0;
  vi.unstubAllGlobals();
});

test('a drawing that has begun is shown, then the latest, never those between', () => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => (frames.length = 0));
  let now = 0;
  vi.stubGlobal('performance', { now: () => now++ });
  const shown: string[] = [];
  const painter = createPainter(10);
  const ask = (name: string, length: number): void => {
    painter.start(() => ({ work: steps(length), done: () => shown.push(name) }));
  };
  ask('first', 25);
  nextFrame();
  expect(shown).toEqual([]);
  ask('second', 1);
  ask('third', 1);
  for (let i = 0; i < 5; i++) nextFrame();
  expect(shown).toEqual(['first', 'third']);
  expect(frames).toEqual([]);
  ask('fourth', 1);
  painter.stop();
  nextFrame();
  expect(shown).toEqual(['first', 'third']);
});
