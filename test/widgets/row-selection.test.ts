import { describe, expect, it } from 'vitest';
import { MOST_SELECTED, NO_ROWS, rowAfterKey, selectRow } from '../../src/widgets/row-selection.ts';

describe('selectRow', () => {
  it('replaces, toggles and extends in both directions from the anchor', () => {
    const one = selectRow(NO_ROWS, 5, 'replace');
    expect([...one.rows]).toEqual([5]);
    const two = selectRow(one, 9, 'toggle');
    expect([...two.rows]).toEqual([5, 9]);
    expect([...selectRow(two, 5, 'toggle').rows]).toEqual([9]);
    expect([...selectRow(two, 7, 'extend').rows]).toEqual([9, 8, 7]);
    expect([...selectRow(selectRow(two, 7, 'extend'), 10, 'extend').rows]).toEqual([9, 10]);
  });

  it('has a limit', () => {
    expect(selectRow(NO_ROWS, 30_000_000, 'extend').rows.size).toBe(MOST_SELECTED);
  });
});

describe('rowAfterKey', () => {
  const go = (key: string, at: number, letters = true) => rowAfterKey(key, at, 100, 20, letters);
  it('moves inside the table', () => {
    expect(go('ArrowDown', -1)).toBe(0);
    expect(go('ArrowUp', -1)).toBe(0);
    expect(go('j', 4)).toBe(5);
    expect(go('k', 0)).toBe(0);
    expect(go('ArrowDown', 99)).toBe(99);
    expect(go('PageDown', 90)).toBe(99);
    expect(go('PageUp', 30)).toBe(10);
    expect(go('Home', 50)).toBe(0);
    expect(go('End', 0)).toBe(99);
  });
  it('leaves letters alone when they are off, and all other keys', () => {
    expect(go('j', 4, false)).toBeUndefined();
    expect(go('x', 4)).toBeUndefined();
  });
});
