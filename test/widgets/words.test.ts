import { describe, expect, it } from 'vitest';
import { meterLevel } from '../../src/widgets/meter-level.ts';
import { progressWords } from '../../src/widgets/progress-words.ts';
import { stateWords, trailNodes } from '../../src/views/frame/rail-words.ts';

describe('words', () => {
  it('says progress without inventing any', () => {
    expect(progressWords('core points', 0.629, 5.2)).toBe('core points, 62\u00a0%, about 5 s left');
    expect(progressWords('reading', null, null)).toBe('reading');
    expect(progressWords(undefined, 1.2, 200)).toBe('100\u00a0%, about 3 min left');
    expect(progressWords(undefined, 0, 0.1)).toBe('0\u00a0%, about 1 s left');
  });

  it('warns from 75 %, and alarms from 90 %', () => {
    expect([0, 0.749, 0.75, 0.9, 1].map(meterLevel)).toEqual([
      'ok',
      'ok',
      'warn',
      'error',
      'error',
    ]);
  });

  it('names the state of a step between its name and its output', () => {
    expect(`Clusters${stateWords('stale')}4 clusters`).toBe('Clusters, stale, 4 clusters');
    expect(`Clusters${stateWords('done')}4 clusters`).toBe('Clusters, 4 clusters');
  });

  it('ends the trail where rows are not known', () => {
    const stations = [{ rows: 100 }, { rows: 10 }, {}, { rows: 3 }].map((more, at) => ({
      id: String(at),
      name: 'x',
      state: 'done' as const,
      ...more,
    }));
    expect(trailNodes(stations)).toEqual([
      { y: 23, rows: 100 },
      { y: 69, rows: 10 },
    ]);
  });
});
