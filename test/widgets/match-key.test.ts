import { describe, expect, it } from 'vitest';
import { matchKey, type KeyPlace, type KeyPress } from '../../src/widgets/match-key.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const PAGE: KeyPlace = { typing: false, busy: false, letters: true };
const FIELD: KeyPlace = { typing: true, busy: true, letters: true };
const BUTTON: KeyPlace = { typing: false, busy: true, letters: true };

describe('matchKey', () => {
  it.each([
    ['1', 'step-1'],
    ['8', 'step-8'],
    ['j', 'next'],
    ['K', 'previous'],
    ['ArrowDown', 'next'],
    ['ArrowUp', 'previous'],
    ['Enter', 'open'],
    ['Backspace', 'up'],
    ['d', 'drawer'],
    ['i', 'inspector'],
    ['[', 'previous-tab'],
    [']', 'next-tab'],
    ['s', 'suspect'],
    ['F2', 'rename'],
    ['Escape', 'escape'],
  ])('%s in the page is %s', (key, command) => {
    expect(matchKey(press(key), PAGE)).toBe(command);
  });

  it('leaves other keys alone', () => {
    for (const key of ['9', '0', 'x', 't', 'Tab', 'F5', ' ']) {
      expect(matchKey(press(key), PAGE)).toBeUndefined();
    }
  });

  it('is quiet in a text field, except for Run', () => {
    for (const key of ['1', 'j', 'd', '?', 'Enter', 'Escape', 'F2', 'Backspace', 'ArrowDown']) {
      expect(matchKey(press(key), FIELD)).toBeUndefined();
    }
    const run = press('Enter', { ctrlKey: true, shiftKey: true });
    expect(matchKey(run, FIELD)).toBe('run');
  });

  it('leaves arrows, Enter and Backspace to buttons, but not letters', () => {
    expect(matchKey(press('Enter'), BUTTON)).toBeUndefined();
    expect(matchKey(press('ArrowDown'), BUTTON)).toBeUndefined();
    expect(matchKey(press('d'), BUTTON)).toBe('drawer');
  });

  it('can turn letters off', () => {
    const place = { ...PAGE, letters: false };
    for (const key of ['1', 'j', 'd', '[', 's']) {
      expect(matchKey(press(key), place)).toBeUndefined();
    }
    expect(matchKey(press('Escape'), place)).toBe('escape');
    expect(matchKey(press('ArrowDown'), place)).toBe('next');
  });

  it('does not take keys with Ctrl, ⌘ or Alt', () => {
    expect(matchKey(press('d', { ctrlKey: true }), PAGE)).toBeUndefined();
    expect(matchKey(press('s', { metaKey: true }), PAGE)).toBeUndefined();
    expect(matchKey(press('1', { altKey: true }), PAGE)).toBeUndefined();
    expect(matchKey(press('Enter', { ctrlKey: true }), PAGE)).toBeUndefined();
    expect(matchKey(press('Enter', { metaKey: true, shiftKey: true }), PAGE)).toBe('run');
  });

  it('reads signs wherever the keyboard has them', () => {
    const bracket = press('[', { ctrlKey: true, altKey: true, altGraph: true, code: 'Digit8' });
    expect(matchKey(bracket, PAGE)).toBe('previous-tab');
    expect(matchKey(press('?', { shiftKey: true }), PAGE)).toBe('keys');
    expect(matchKey(press('&', { code: 'Digit1' }), PAGE)).toBe('step-1');
    expect(matchKey(press('1', { code: 'Digit1', shiftKey: true }), PAGE)).toBe('step-1');
    expect(matchKey(press('!', { code: 'Digit1', shiftKey: true }), PAGE)).toBeUndefined();
    expect(matchKey(press('J', { shiftKey: true }), PAGE)).toBeUndefined();
  });
});
