import { describe, expect, it } from 'vitest';
import type { Crumb } from '../../src/state/selection.ts';
import {
  conditionsOf,
  crumbWords,
  fileStem,
  isIdentifier,
  valueWords,
} from '../../src/views/drawer/selection-words.ts';

const entity: Crumb = {
  level: 'entity',
  columns: [
    { name: 'a"b', type: 'text' },
    { name: 'n', type: 'integer' },
  ],
  values: ['Amazon.com, Inc.', null],
};
const path: Crumb[] = [
  { level: 'cluster', cluster: 1 },
  { level: 'session', session: 8841 },
];

describe('a selection in words', () => {
  it('names its crumbs', () => {
    expect(path.map(crumbWords)).toEqual(['cluster 1', 'session 8\u2009841']);
    expect(crumbWords({ level: 'cluster', cluster: -1 })).toBe('noise');
    expect(crumbWords(entity)).toBe('Amazon.com, Inc. · null');
  });
  it('becomes conditions that hold together', () => {
    expect(conditionsOf(path)).toEqual([
      { of: 'cluster', cluster: 1 },
      { of: 'session', session: 8841 },
    ]);
    expect(conditionsOf([entity]).map((condition) => condition.of)).toEqual(['key', 'key']);
  });
  it('becomes a file name without what file systems refuse', () => {
    expect(fileStem(path, 'rows')).toBe('cluster-1-session-8841-rows');
    expect(
      fileStem(
        [{ level: 'entity', columns: [{ name: 'x', type: 'text' }], values: ['../../etc/passwd'] }],
        'rows',
      ),
    ).toBe('etc-passwd-rows');
    expect(fileStem([], 'rows')).toBe('rows');
  });
  it('shortens identifiers, never words', () => {
    expect(isIdentifier('{71C77248-8E1F-4A6A-9C1B-0123456789AB}')).toBe(true);
    expect(isIdentifier('203.0.113.7')).toBe(false);
    expect(valueWords('71C772488E1F4A6A')).toBe('71C77248…');
    expect(valueWords('')).toBe('""');
    expect(valueWords(null)).toBe('null');
  });
});
